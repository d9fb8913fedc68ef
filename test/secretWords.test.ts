import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type RunningServer, startServer } from '../src/demo/server.js';
import type { Recording, Report } from '../src/model.js';
import { folderWith } from './fixing.js';
import { run } from './hostile/runHere.js';
import { personaOf } from './replaying.js';

let healthy: RunningServer;
before(async () => {
  healthy = await startServer(personaOf({ accept: 'strict' }));
});
after(() => healthy.close());

describe('a short or ordinary word in the place of a secret corrupts nothing that is judged', () => {
  for (const [name, query, headers] of [
    ['a cookie dark=true', '', ['Cookie: dark=true']],
    ['a query auth=true', '?auth=true', []],
    ['a key json', '', ['X-API-Key: json']],
    ['a token that is a version', '', ['Authorization: Bearer 2025-11-25']],
    ['a token that is a media type', '', ['X-Token: text/event-stream']],
    ['a token that is a number of ours', '?token=2.0', ['X-Secret: 1', 'X-JWT: 406']],
    ['words of JSON-RPC', '?code=result&key=jsonrpc', ['X-API-Key: protocolVersion', 'X-Pass: tools/list']],
    ['the name of a header', '', ['X-API-Key: content-type', 'Cookie: a=mcp-session-id; b=accept']],
  ] as const) {
    it(name, async (test) => {
      const folder = folderWith(test, {});
      const target = `${healthy.url}${query}`;
      const typed = headers.flatMap((line) => ['--header', line]);
      const args = ['probe', target, ...typed, '--quick', '--record', folder.at('run.json')];
      const ran = await run([...args, '--format', 'json']);
      const { targets }: Report = JSON.parse(ran.stdout);
      assert.deepEqual(
        targets.map(({ notJudged }) => notJudged),
        [null],
      );
      const recording: Recording = JSON.parse(folder.read('run.json'));
      const [hello] = recording.flows[0]?.exchanges ?? [];
      assert.ok(hello?.outcome.kind === 'answer');
      assert.doesNotMatch(hello.outcome.body.text, /redacted/);
      assert.equal(ran.code, 0, ran.stdout);
      // Where it stood, it is masked all the same.
      for (const line of headers) {
        const [key = '', value = ''] = line.split(': ');
        const sent = recording.target.headers.find(([header]) => header === key)?.[1];
        assert.ok(sent?.includes('[redacted]') && !sent.includes(value), sent);
      }
      if (query !== '') assert.match(recording.target.url, /=REDACTED/);
    });
  }
});
