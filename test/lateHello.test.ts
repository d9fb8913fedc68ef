import assert from 'node:assert/strict';
import { it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import { reportOn } from '../src/run/judging.js';
import { head, plainMcp } from './hostile/answers.js';
import { listen } from './hostile/server.js';
import { waitedOut } from './patience.js';
import { probeUrl } from './probing.js';

/** The control and the second hello are served, and the last ones. */
const LATE = 3;

/** supergateway in front of a Python program that takes seconds to start answers 200 at once, and the event comes late. */
it('a hello that is answered 200 and whose event comes too late was not refused', async (t) => {
  let hellos = 0;
  const server = await listen((socket, request) => {
    const { head: sent, body } = request;
    const correct =
      body.includes('"initialize"') && /^accept: application\/json, text\/event-stream\r?$/im.test(sent);
    if (correct) hellos += 1;
    if (!correct || hellos !== LATE) return plainMcp(socket, request);
    socket.write(head('200 OK', 'Content-Type: text/event-stream', 'Transfer-Encoding: chunked'));
  });
  t.after(() => server.close());
  const recording = await probeUrl(
    server.url,
    { timeoutMs: waitedOut(1500), era: 'legacy' },
    { concurrency: 1 },
  );
  const late = recording.flows.flatMap(({ exchanges }) =>
    exchanges.filter(({ outcome }) => outcome.kind === 'answer' && outcome.body.end === 'timeout'),
  );
  assert.ok(late.length > 0, 'no hello was late');
  const { targets } = reportOn([recording], await builtinRules(), {
    ruleset: 'recommended',
    failOn: 'error',
  });
  const rules = targets[0]?.findings.map(({ rule }) => rule) ?? [];
  assert.ok(!rules.includes('correct-request-refused-once'), rules.join());
});
