import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createContext, Script } from 'node:vm';
import { build } from 'esbuild';
import { judge } from '../../src/library/judge.js';
import type { Recording, Report } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { loadProfiles } from '../../src/plan/loadProfiles.js';
import { newestOf } from '../../src/plan/profiles.js';
import { probePersona } from '../probing.js';

/** What the web's platforms have in common, and a bare context lacks. */
const OF_THE_WEB = { URL, URLSearchParams, TextEncoder, TextDecoder, structuredClone };

it('judges where there is nothing of Node, in one file, as a worker is deployed', async () => {
  const entry = "export { judge } from './dist/judge.js'";
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: packageRoot },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'library',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  assert.deepEqual(
    imports.filter(({ external }) => external === true),
    [],
  );
  const world = createContext({ ...OF_THE_WEB, recording: '', report: '' });
  new Script(outputFiles[0]?.text ?? '').runInContext(world);
  const claude = newestOf(await loadProfiles(), 'claude-code');
  assert.ok(claude !== null);
  const { recording } = await probePersona('406-before-401', {}, { profiles: [claude] });
  world['recording'] = JSON.stringify(recording);
  new Script('report = JSON.stringify(library.judge(JSON.parse(recording)))').runInContext(world);
  const there = JSON.parse(String(world['report'])) as Report;
  assert.deepEqual(there, JSON.parse(JSON.stringify(judge(recording))));
  assert.ok(there.targets[0]?.findings.some(({ rule }) => rule === 'accept-before-auth'));
});

it('says what is damaged, as the command does', () => {
  const damaged = { schema: 1, target: {}, asked: {}, plan: [], flows: [] } as unknown as Recording;
  assert.throws(() => judge(damaged), { name: 'UserError', title: 'the recording is damaged' });
});
