import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import codes from '../rules/codes.json' with { type: 'json' };
import { builtinDiagnoses } from '../src/judge/builtin.js';
import { renderExplanation } from '../src/report/explanation.js';
import { run } from './hostile/runHere.js';

const view = { width: 80, color: false };
const files = (await builtinDiagnoses()).map(({ file }) => file);

describe('explain', () => {
  it('says what a status means in each revision, what to do, and which diagnoses it is a sign of', async () => {
    const { code, stdout } = await run(['explain', '406']);
    assert.equal(code, 0);
    assert.match(stdout, /^406 Not Acceptable\n/);
    assert.match(
      stdout,
      /up to 2025-11-25[\s\S]*2026-07-28 on[\s\S]*What to do[\s\S]*It is a sign of[\s\S]*accept-/,
    );
  });

  it('takes an error code, its minus sign too', async () => {
    for (const [what, words] of [
      ['-32001', /session is not known[\s\S]*no answer came in time/],
      ['-32022', /data\.supported/],
    ] as const) {
      const { code, stdout, stderr } = await run(['explain', what]);
      assert.equal(code, 0, stderr);
      assert.match(stdout.replace(/\s+/g, ' '), words);
    }
  });

  it('names which library was measured to say it, in which version and words', async () => {
    const page = async (what: string): Promise<string> =>
      (await run(['explain', what])).stdout.replace(/\s+/g, ' ');
    assert.match(
      await page('406'),
      /406 -32000 "Not Acceptable: Client must accept both [^"]+" MCP TypeScript SDK 1\.10\.2 to/,
    );
    assert.match(await page('406'), /406 -32600 "Not Acceptable: [^"]+" MCP Python SDK/);
    assert.match(await page('-32600'), /404 -32600 "Session not found" MCP Python SDK/);
    assert.match(await page('400'), /400 "Accept must contain both [^"]+" MCP Go SDK/);
    assert.match(await page('404'), /404 "session not found" MCP Go SDK/);
  });

  it('quotes of the official client what stands in its source', async () => {
    const source = await readFile(
      createRequire(import.meta.url).resolve('@modelcontextprotocol/sdk/shared/protocol.js'),
      'utf8',
    );
    for (const [code, words] of [
      ['-32000', 'Connection closed'],
      ['-32001', 'Request timed out'],
    ] as const) {
      assert.ok(source.includes(`'${words}'`) || source.includes(`"${words}"`), words);
      assert.ok(codes.codes[code].legacy.includes(`"${words}"`), words);
    }
  });

  it('has a page for every diagnosis and every signature, with nothing unfilled in it', () => {
    for (const what of files.flatMap(({ id, signatures }) => [id, ...signatures])) {
      const found = renderExplanation(what, files, view);
      assert.ok('page' in found, what);
      assert.doesNotMatch(found.page, /\{\{/);
    }
  });

  it('has a page for each status and code of its table, and the table names them all', async () => {
    const { stdout } = await run(['explain']);
    for (const what of [...Object.keys(codes.statuses), ...Object.keys(codes.codes)]) {
      assert.ok('page' in renderExplanation(what, files, view), what);
      assert.match(stdout, new RegExp(`^ +${what} `, 'm'));
    }
    assert.ok(stdout.split('\n').every((line) => line.length <= 100));
  });

  it('names what looks alike, and the command for a rule', async () => {
    const wrong = await run(['explain', 'nothing-listen']);
    assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
    assert.match(wrong.stderr, /did you mean nothing-listens/);
    assert.match((await run(['explain', 'wildcard-rejected'])).stderr, /mcp-accept rules wildcard-rejected/);
    assert.equal((await run(['explain', 'constructor'])).code, 2);
  });
});
