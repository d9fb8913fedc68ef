import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FlowPlan, StepPlan } from '../model.js';
import { displayWidth } from './layout.js';
import { renderPlan } from './planPage.js';

const STEP: StepPlan = {
  name: 'initialize',
  role: 'subject',
  only: 'always',
  method: 'POST',
  path: null,
  headers: [['Accept', 'application/json']],
  body: { jsonrpc: '2.0', id: '{id}', method: 'initialize' },
  session: 'none',
  credentials: true,
  read: 'answer',
};
const FLOW: FlowPlan = {
  id: 'legacy/json-only',
  kind: 'cell',
  era: 'legacy',
  cell: 'json-only',
  risk: 'none',
  needs: [],
  alone: false,
  steps: [
    STEP,
    { ...STEP, name: 'delete', method: 'DELETE', body: null, role: 'cleanup', only: 'with-session' },
  ],
  upsets: null,
};
const RISKY: FlowPlan = {
  ...FLOW,
  id: 'legacy/second-stream',
  kind: 'around',
  risk: 'upsets-server',
  needs: [{ flow: 'legacy/no-auth', must: 'be-refused-without-credentials' }],
  steps: [{ ...STEP, headers: [], credentials: false }],
  upsets: 'servers that allow one stream',
};
const INPUT = {
  url: 'http://localhost/mcp',
  flows: [FLOW, RISKY],
  budget: [{ era: 'legacy', max: 40 }],
  clients: { names: [], max: 0 },
};

test('the plan says that nothing was sent, and the most that would be', () => {
  const text = renderPlan(INPUT, { width: 120, color: false });
  assert.match(
    text,
    /^Plan for http:\/\/localhost\/mcp\nNothing has been sent\.\nAt most 40 requests \(legacy\), and some of what fails or is redirected once more\./,
  );
});

test('clients that are replayed are named, with the most requests that they take', () => {
  const clients = { names: ['Codex CLI 0.169.0 and later'], max: 9 };
  const text = renderPlan({ ...INPUT, clients }, { width: 120, color: false });
  assert.match(text, /^Clients: .*\nAt most 9 requests more: Codex CLI 0\.169\.0 and later\.$/m);
  assert.doesNotMatch(renderPlan(INPUT, { width: 120, color: false }), /requests more/);
});

test('a flow is shown with its requests, in brackets where they may not be sent, and its Accept', () => {
  const text = renderPlan(INPUT, { width: 120, color: false });
  assert.match(text, /^legacy\/json-only +initialize, \(DELETE\) +application\/json$/m);
});

test('a message that is sent many times is counted', () => {
  const flows = [{ ...FLOW, steps: [STEP, STEP, STEP] }];
  assert.match(renderPlan({ ...INPUT, flows }, { width: 120, color: false }), / 3 x initialize /);
});

test('what may upset a server is announced', () => {
  const text = renderPlan(INPUT, { width: 60, color: false });
  assert.match(text, /Accept: no Accept line/);
  assert.match(text, /only if legacy\/no-auth is/);
  assert.match(text, /^May upset the server\n- legacy\/second-stream: servers that allow one stream$/m);
});

test('the plan keeps within its width', () => {
  for (const width of [40, 60, 90, 200]) {
    const lines = renderPlan(INPUT, { width, color: false }).split('\n');
    assert.deepEqual(
      lines.filter((line) => displayWidth(line) > width),
      [],
    );
  }
});
