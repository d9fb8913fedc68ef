import assert from 'node:assert/strict';
import { it } from 'node:test';
import { folderWith, strict, template } from './fixing.js';
import { listen } from './hostile/server.js';

const TOKEN = 'ghp_0123456789abcdefABCDefgh';

it('what is left to do is named where it stands in the file as it is, for every server', async (test) => {
  const server = await listen(strict);
  test.after(() => server.close());
  const { api } = JSON.parse(template(server.url)).mcpServers;
  const other = { type: 'http', url: server.url, headers: { Authorization: `Bearer ${TOKEN}` } };
  const text = JSON.stringify({ mcpServers: { a: api, b: other, c: other } }, null, 2);
  const folder = folderWith(test, { '.mcp.json': text });
  const standsAt = (): number[] =>
    folder
      .read('.mcp.json')
      .split('\n')
      .flatMap((line, at) => (line.includes(TOKEN) ? [at + 1] : []));
  for (const args of [[], ['--write']]) {
    const report = await folder.report(args);
    assert.notEqual(report.diff, '');
    assert.equal(report.written, args.length > 0);
    const left = report.remaining.filter(({ rule }) => rule === 'literal-secret');
    assert.deepEqual(
      left.map(({ line }) => line),
      standsAt(),
      args.join(),
    );
  }
});
