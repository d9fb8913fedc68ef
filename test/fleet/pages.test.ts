import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'parse5';
import { progressLine } from '../../src/cli/fleetProgress.js';
import { reportOf } from '../../src/fleet/report.js';
import { createTally } from '../../src/fleet/tally.js';
import { renderFleetHtml } from '../../src/report/formats/fleet/html.js';
import { renderFleetMarkdown } from '../../src/report/formats/fleet/markdown.js';
import { renderFleet } from '../../src/report/formats/fleet/terminal.js';
import { displayWidth } from '../../src/report/layout.js';
import { NASTY } from '../reporters/hostile.js';
import { AROUND, lineOf, refused, reportOn } from './lines.js';

const view = { width: 80, color: false };

describe('the page of a fleet', () => {
  const many = Array.from({ length: 2000 }, (_, at) =>
    at % 50 === 0 ? refused(at, `cause-${(at / 50) % 30}`) : lineOf(at),
  );

  it('fits on a screen however many causes there are, and the rest is counted', () => {
    const page = renderFleet(reportOn(many), view);
    const lines = page.trimEnd().split('\n');
    assert.ok(lines.length <= 30, `${lines.length} lines:\n${page}`);
    for (const line of lines) assert.ok(displayWidth(line) <= 80, line);
    assert.match(page, /^1960 of 2000 servers connect, 40 do not\n✗ 2 {2}The server refuses/);
    assert.match(page, /^and \d+ other causes of \d+ servers: --verbose$/m);
    assert.match(page, /where {2}https:\/\/s0000\.example\/mcp, https:\/\/s1500\.example\/mcp$/m);
    assert.ok(renderFleet(reportOn(many), { ...view, detail: 'full' }).includes('[cause-29]'));
  });

  it('says the same whatever the order in which results came', () => {
    const shuffled = many
      .map((line, at) => [((at + 1) * 7919) % 2003, line] as const)
      .sort((a, b) => a[0] - b[0]);
    assert.deepEqual(reportOn(shuffled.map(([, line]) => line)), reportOn(many));
  });

  it('has the bad before the doubtful, and the many before the few', () => {
    const doubtful = lineOf(9, { verdict: 'unclear', state: 'doubtful', cause: 'rate-limited', exitCode: 3 });
    const report = reportOn([doubtful, refused(1, 'b'), refused(2, 'a'), refused(3, 'b'), refused(4, 'c')]);
    assert.deepEqual(
      report.causes.map(({ cause, targets }) => `${cause} ${targets}`),
      ['b 2', 'a 1', 'c 1', 'rate-limited 1'],
    );
    assert.equal(report.exitCode, 1);
  });

  it('says what is missing, and never that all is well then', () => {
    const tally = createTally();
    tally.add(lineOf(1));
    const report = reportOf(tally, { ...AROUND, missing: ['shard 2 of 2'] });
    assert.equal(report.exitCode, 3);
    for (const render of [renderFleet, renderFleetMarkdown, renderFleetHtml]) {
      assert.match(render(report, view), /missing: shard 2 of 2/);
    }
  });

  it('is one file without a script, on which a server can do nothing', () => {
    const hostile = refused(1, 'nasty', { target: NASTY, title: NASTY, fault: NASTY, do: [NASTY] });
    const page = renderFleetHtml(reportOn([hostile]));
    assert.match(page, /content="default-src 'none'; style-src 'sha256-/);
    const names = new Set<string>();
    const walk = (node: object): void => {
      if ('nodeName' in node) names.add(String(node.nodeName));
      if ('attrs' in node) for (const { name } of node.attrs as { name: string }[]) names.add(name);
      if ('childNodes' in node) for (const child of node.childNodes as object[]) walk(child);
    };
    walk(parse(page));
    const bad = [...names].filter((name) => /^(script|img|iframe|a|style=|on.*|href|src)$/.test(name));
    assert.deepEqual(bad, []);
    for (const text of [renderFleet(reportOn([hostile]), view), renderFleetMarkdown(reportOn([hostile]))]) {
      assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });
});

describe('the progress of a fleet', () => {
  it('says how many are done, failed and running, and how long the rest takes', () => {
    const line = progressLine({ done: 100, failed: 3, running: 16, share: 0.116, elapsedMs: 10_000 });
    assert.equal(line, '100 done, 3 failed, 16 running, 1:30 left');
  });

  it('says no time where nobody knows how long the list is', () => {
    const line = progressLine({ done: 100, failed: 3, running: 16, share: null, elapsedMs: 10_000 });
    assert.equal(line, '100 done, 3 failed, 16 running');
  });
});
