import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { reportOn } from '../src/cli/judging.js';
import { listPersonas, loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { builtinRules } from '../src/judge/builtin.js';
import type { Asked } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { patienceWith, probeUrl } from './probing.js';

const folder = join(packageRoot, 'fixtures', 'servers');
const rules = await builtinRules();
const personas = await listPersonas(folder);

/** The few options of `probe` that a persona's file may name. */
function askedBy(options: readonly string[]): Partial<Asked> {
  const burst = options.indexOf('--burst');
  return {
    depth: options.includes('--thorough') ? 'thorough' : 'default',
    burst: burst < 0 ? 0 : Number(options[burst + 1]),
  };
}

describe('every persona comes to the verdict that its file names', { concurrency: 4 }, () => {
  for (const { name, title, expect } of personas) {
    const said = expect.rules.length === 0 ? 'no errors or warnings' : expect.rules.join(', ');
    it(`${name} (${title}): exit ${expect.exit}, ${expect.diagnosis}, ${said}`, async () => {
      const persona = await loadPersona(folder, name);
      const server = await startServer(persona);
      try {
        const asked = { ...askedBy(expect.options), timeoutMs: patienceWith(persona) };
        const recording = await probeUrl(server.url, asked, { token: persona.auth?.token ?? null });
        const report = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
        const findings = report.targets.flatMap((target) => target.findings);
        const weighty = findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);
        assert.deepEqual([...new Set(weighty)].sort(), [...expect.rules].sort());
        assert.equal(report.exitCode, expect.exit);
        const { id, blame } = report.targets[0]?.diagnosis ?? { id: null, blame: [] };
        assert.deepEqual({ id, blame }, { id: expect.diagnosis, blame: expect.blame });
      } finally {
        await server.close();
      }
    });
  }
});
