import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../src/packageRoot.js';
import { TOOL } from '../src/tool.js';
import { run } from './hostile/runHere.js';

const recordings = join(packageRoot, 'fixtures', 'reports', 'recordings');
const golden = join(packageRoot, 'fixtures', 'reports', 'golden');

const EVERYWHERE = ['json', 'ndjson', 'sarif', 'junit', 'github', 'markdown', 'terminal'];
/** What somebody recorded, and the formats that are kept of it: a page or a HAR of every exchange is long. */
const KEPT: Record<string, string[]> = {
  findings: EVERYWHERE,
  several: [...EVERYWHERE, 'html'],
  'not-judged': [...EVERYWHERE, 'html', 'har'],
};

describe('a recording comes to the same report, and exit code, as before (UPDATE_GOLDEN=1 records anew):', () => {
  for (const [name, formats] of Object.entries(KEPT)) {
    for (const format of formats) {
      it(`${name} as ${format}`, async () => {
        const command = ['check', `${name}.json`, '--format', format];
        const { code, stdout, stderr } = await run(command, { cwd: recordings });
        const told = `$ mcp-accept ${command.join(' ')}\nexit code ${code}\n${stderr}\n${steady(format, stdout)}`;
        const file = join(golden, `${name}.${format}.txt`);
        if (process.env['UPDATE_GOLDEN'] === '1') {
          mkdirSync(golden, { recursive: true });
          writeFileSync(file, told);
        }
        assert.equal(told, readFileSync(file, 'utf8'));
      });
    }
  }
});

/** Without what the next release changes, and what other tests look at: all rules, the style of the page. */
function steady(format: string, text: string): string {
  const same = text.replaceAll(TOOL.version, 'VERSION');
  if (format === 'html') {
    return same
      .replace(/<style>[\s\S]*?<\/style>/, '<style>...</style>')
      .replace(/sha256-[\w+/=]+/, 'sha256-...')
      .replaceAll(/></g, '>\n<');
  }
  return format === 'sarif' ? withFewRules(same) : same;
}

/** Only the rules that a result names. */
function withFewRules(text: string): string {
  const log = JSON.parse(text);
  for (const { tool, results } of log.runs) {
    const named = new Set(results.map(({ ruleId }: { ruleId: string }) => ruleId));
    tool.driver.rules = tool.driver.rules.filter(({ id }: { id: string }) => named.has(id));
    for (const result of results) result.ruleIndex = '...';
  }
  return `${JSON.stringify(log, null, 2)}\n`;
}
