import assert from 'node:assert/strict';
import { it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import { reportOn } from '../src/run/judging.js';
import { after, plainMcp, whole } from './hostile/answers.js';
import { type Behaviour, listen } from './hostile/server.js';
import { probeUrl } from './probing.js';

/** As one worker of several answers in a session that another has opened. */
const lost: Behaviour = (socket, request) => {
  if (!request.body.includes('tools/list')) return plainMcp(socket, request);
  socket.write(whole('404 Not Found', 'application/json', '{"error":"Session not found"}'));
};

it('a server that greets everybody and in the end lists nothing is no healthy one (measured: uvicorn with three workers)', async (t) => {
  const rules = await builtinRules();
  const server = await listen(after(12, lost));
  t.after(() => server.close());
  const recording = await probeUrl(server.url);
  const checks = recording.flows.filter(({ id }) => id.startsWith('legacy/control-again'));
  assert.equal(checks.length, 2, 'a check that failed is made once more');
  const report = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
  assert.equal(report.targets[0]?.diagnosis?.id, 'did-not-survive');
  assert.equal(report.exitCode, 1);
});
