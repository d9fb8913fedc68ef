import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startServer } from '../src/demo/server.js';
import type { TargetReport } from '../src/model.js';
import { reportOn } from '../src/run/judging.js';
import { plainAnswer, whole } from './hostile/answers.js';
import { listen } from './hostile/server.js';
import { probeUrl } from './probing.js';
import { personaOf } from './replaying.js';

async function verdictAt(url: string): Promise<TargetReport> {
  const [target] = reportOn([await probeUrl(url)], [], { ruleset: 'recommended', failOn: 'error' }).targets;
  assert.ok(target);
  return target;
}

/** One session in all; DELETE is answered 500, and everything after it too. */
function brokenByDelete() {
  let open = false;
  let broken = false;
  return listen((socket, request) => {
    const hello = request.body.includes('"initialize"');
    if (request.method === 'DELETE') broken = true;
    if (broken) socket.write(whole('500 Internal Server Error', 'text/plain', 'Internal Server Error'));
    else if (request.method !== 'POST') socket.write(whole('405 Method Not Allowed', 'text/plain', ''));
    else if (hello && open) socket.write(whole('400 Bad Request', 'application/json', ALREADY));
    else socket.write(withSession(plainAnswer(request), hello));
    open ||= hello;
  });
}

const ALREADY =
  '{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: Server already initialized"},"id":null}';

function withSession(answer: string, hello: boolean): string {
  return hello ? answer.replace('\r\n', '\r\nMcp-Session-Id: only-0123456789abcdef\r\n') : answer;
}

describe('one session in all, whose DELETE is the end of the server (Python mcp 1.8)', {
  concurrency: 2,
}, () => {
  it('answered 500: everybody needs a restart, and the first lines say so', async (t) => {
    const server = await brokenByDelete();
    t.after(() => server.close());
    const { diagnosis } = await verdictAt(server.url);
    assert.equal(diagnosis?.id, 'health-session-kept');
    assert.match(diagnosis.do[0]?.step ?? '', /^Restart the server/);
  });

  it('the process is gone: the same', async () => {
    const only = personaOf({ accept: 'strict', session: { oneInAll: true }, harm: { deleteKills: true } });
    const server = await startServer(only);
    try {
      const { diagnosis } = await verdictAt(server.url);
      assert.equal(diagnosis?.id, 'health-session-kept');
      assert.match(diagnosis.do[0]?.step ?? '', /^Restart the server/);
    } finally {
      await server.close();
    }
  });
});
