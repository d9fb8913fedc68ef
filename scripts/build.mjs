// Builds what is run: types checked and emitted to build/ (tests run there), then dist/ bundled for a
// fast start, with the rules' schemas compiled ahead. `--unchecked` leaves the types to the editor.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { copyTypes } from './types.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);

rmSync(at('build'), { recursive: true, force: true });
rmSync(at('dist'), { recursive: true, force: true });
const how = process.argv.includes('--unchecked') ? ['--noCheck'] : [];
execFileSync(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', root, ...how], {
  stdio: 'inherit',
});

/**
 * What undici and commander ask for and do without: only HTTP/1.1 is spoken, nothing is stored, no command is a program
 * of its own. Each takes milliseconds of every start.
 */
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(http2|sqlite)$/ }, ({ path }) => ({ path, namespace: 'absent' }));
    onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      importer.includes('/commander/') ? { path, namespace: 'empty' } : null,
    );
    onLoad({ filter: /^/, namespace: 'empty' }, () => ({ contents: '' }));
    onLoad({ filter: /^/, namespace: 'absent' }, () => ({ contents: "throw new Error('absent')" }));
  },
};

/** The SDK brings an Ajv of its own for what a client answers to elicitation, and nobody is asked here. */
const withoutElicitation = {
  name: 'without-elicitation',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, ({ path }) => ({
      path,
      namespace: 'shims',
    }));
    onLoad({ filter: /^/, namespace: 'shims' }, () => ({
      contents:
        "export { default as process } from 'node:process'; export class DefaultJsonSchemaValidator {}",
    }));
  },
};

const ASKING = at('src', 'cli', 'asking.ts');

/**
 * What is imported later comes after `asking.ts`, and is told so: else what they share would be a part for each few that
 * share it, and a start pays for each part. Tab completion does without.
 */
const afterAsking = {
  name: 'after-asking',
  setup({ onResolve, onLoad }) {
    const later = new Set();
    onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
      if (kind === 'dynamic-import') later.add(join(resolveDir, path.replace(/\.js$/, '.ts')));
      return null;
    });
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path === ASKING || path.includes('completion') || !later.has(path)) return null;
      const contents = `import ${JSON.stringify(ASKING)};\n${readFileSync(path, 'utf8')}`;
      return { contents, loader: 'ts' };
    });
  },
};

/** What stands in dist/ beside a bundle, and is shared by all of them. */
const beside = {
  name: 'beside',
  setup({ onResolve }) {
    onResolve({ filter: /^#built\// }, ({ path }) => ({
      path: path.replace('#built/', './'),
      external: true,
    }));
    onResolve({ filter: /^\.\/judge\.js$/ }, ({ path, importer }) =>
      importer === at('src', 'library', 'index.ts') ? { path, external: true } : null,
    );
  },
};

const common = {
  bundle: true,
  target: 'node20.18',
  // The main file of jsonc-parser asks for its parts in a way that cannot be bundled.
  mainFields: ['module', 'main'],
  format: 'esm',
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  outdir: at('dist'),
};
const anywhere = { ...common, platform: 'neutral', plugins: [beside] };
const onNode = {
  ...common,
  chunkNames: 'parts/[name]-[hash]',
  splitting: true,
  platform: 'node',
  plugins: [withoutUnused, withoutElicitation, beside],
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
};

const { loadConfigRules, loadRules, loadTrafficRules } = await import('../build/src/judge/load.js');
const { loadDiagnoses } = await import('../build/src/judge/diagnoses.js');
const { loadFingerprints } = await import('../build/src/judge/fingerprints.js');
const { fingerprintSchemas, schemasOf } = await import('../build/src/judge/schemasOf.js');
const { loadRemedies } = await import('../build/src/judge/remedies.js');
const { loadProfiles } = await import('../build/src/plan/loadProfiles.js');
const { loadFormats } = await import('../build/src/targets/config/formats.js');
const { compileSchemaAhead, filesAhead } = await import('../build/src/judge/ahead.js');
const ruleSchemas = ({ when, expect }) => [when, expect];
/** Examples are for the tests alone. */
const withoutExamples = ({ file }) => ({ ...file, examples: { is: [], isNot: [] } });
const untested = ({ rule }) => ({ ...rule, examples: { good: [], bad: [], skipped: [] } });
const ahead = {
  rules: filesAhead((await loadRules(at('rules'))).map(untested), ruleSchemas),
  'config-rules': filesAhead((await loadConfigRules(at('rules', 'config'))).map(untested), ruleSchemas),
  'traffic-rules': filesAhead((await loadTrafficRules(at('rules', 'traffic'))).map(untested), ruleSchemas),
  diagnoses: filesAhead((await loadDiagnoses(at('rules', 'diagnoses'))).map(withoutExamples), schemasOf),
  fingerprints: filesAhead(
    (await loadFingerprints(at('rules', 'fingerprints'))).map(withoutExamples),
    fingerprintSchemas,
  ),
  remedies: `export const remedies = ${JSON.stringify(await loadRemedies())};`,
  // What is known of clients, for who has no files: the library's judge.
  knowledge: [
    `export const profiles = ${JSON.stringify(await loadProfiles())};`,
    `export const formats = ${JSON.stringify(await loadFormats())};`,
  ].join('\n'),
};
for (const [name, source] of Object.entries(ahead)) writeFileSync(at('build', `${name}.mjs`), source);
const checked = ['recording-schema', 'fleet-line-schema'];
for (const name of checked) {
  const file = at('rules', 'schema', `${name.replace(/-schema$/, '')}.schema.json`);
  writeFileSync(at('build', `${name}.mjs`), compileSchemaAhead(JSON.parse(readFileSync(file, 'utf8'))));
}

// Tests run in build/, where package.json was emitted too: what it calls #built is found there as well.
symlinkSync(at('dist'), at('build', 'dist'), 'junction');

const results = [
  await build({
    ...anywhere,
    entryPoints: [...Object.keys(ahead), ...checked].map((name) => at('build', `${name}.mjs`)),
  }),
  // It judges where there is no Node: a worker, a browser. An import of a module of Node's is an error here.
  await build({ ...anywhere, entryPoints: { judge: at('src', 'library', 'judge.ts') } }),
  await build({
    ...onNode,
    plugins: [...onNode.plugins, afterAsking],
    entryPoints: {
      'cli/main': at('src', 'cli', 'main.ts'),
      'cli/action': at('src', 'cli', 'action', 'main.ts'),
      'cli/fleetThread': at('src', 'cli', 'fleetThread.ts'),
    },
  }),
  // By itself: what it shares with the commands would be parts of their own, and a start pays for each part.
  await build({
    ...onNode,
    chunkNames: 'library/[name]-[hash]',
    entryPoints: { index: at('src', 'library', 'index.ts') },
  }),
];
copyTypes(at('build', 'src'), at('dist', 'types'), ['library/index.d.ts', 'library/judge.d.ts']);
writeFileSync(
  at('dist', 'THIRD-PARTY.txt'),
  thirdParty(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);

/** The licences of what is bundled. */
function thirdParty(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []),
  );
  return [...packages].sort().map(licenceOf).join('\n\n');
}

function licenceOf(name) {
  const folder = at('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = ['LICENSE', 'license', 'LICENSE.md', 'LICENSE.txt']
    .map((one) => join(folder, one))
    .find(existsSync);
  return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(file, 'utf8').trim()}`;
}
