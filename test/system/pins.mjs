/** Another version of a program that is there: resolved once, as its manifest was, into the cache. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./toolchains.mjs').Program} Program */

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PINS = fileURLToPath(new URL('../../.cache/pins/', import.meta.url));
/** What a library is called by its registry, where that is not its name here. */
const PACKAGES = {
  sdk: '@modelcontextprotocol/sdk',
  'go-sdk': 'github.com/modelcontextprotocol/go-sdk',
  'mcp-go': 'github.com/mark3labs/mcp-go',
};

/** Writes a manifest for another version into a folder. @returns what pins it, and the version that it came to */
const PINNED = {
  python(library, version, { folder }) {
    const wanted = version === 'newest' ? library : `${library}==${version}`;
    run(folder, 'python3', '-m', 'venv', 'venv');
    run(folder, join(folder, 'venv', 'bin', 'pip'), 'install', '--quiet', '--upgrade', wanted);
    const all = run(folder, join(folder, 'venv', 'bin', 'pip'), 'freeze');
    const manifest = join(folder, `${library}.txt`);
    writeFileSync(manifest, all);
    return { manifest, version: new RegExp(`^${library}==(.*)$`, 'm').exec(all)?.[1] };
  },

  node(library, version, { folder, program }) {
    cpSync(join(HERE, program.manifest), folder, { recursive: true });
    const name = PACKAGES[library] ?? library;
    const wanted = `${name}@${version === 'newest' ? 'latest' : version}`;
    run(
      folder,
      'npm',
      'install',
      '--package-lock-only',
      '--ignore-scripts',
      '--save-exact',
      '--silent',
      wanted,
    );
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { manifest: folder, version: dependencies[name] };
  },

  go(library, version, { folder, program }) {
    cpSync(join(HERE, program.manifest), folder, { recursive: true });
    for (const file of [join(program.source, 'main.go'), '../../rules/remedies/complete-accept/go.go']) {
      cpSync(join(HERE, file), join(folder, file.split('/').at(-1)));
    }
    const name = PACKAGES[library];
    run(folder, 'go', 'get', `${name}@${version === 'newest' ? 'latest' : `v${version}`}`);
    run(folder, 'go', 'mod', 'tidy');
    const found = new RegExp(`${name} v(\\S+)`).exec(readFileSync(join(folder, 'go.mod'), 'utf8'));
    return { manifest: folder, version: found?.[1] };
  },

  java: inPom,
  quarkus: inPom,

  rust() {
    throw new Error('a version of rmcp has a source of its own: copy the folder of the nearest, and list it');
  },
};

/**
 * @param {Program} program the nearest that is there
 * @param {string} version `1.31.0`, or `newest`
 * @returns {Program} the same in that version; throws where it cannot be resolved
 */
export function pinned(program, version) {
  const [library] = program.name.split(' ');
  const folder = join(PINS, `${library}-${version}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const found = PINNED[program.toolchain](library, version, { folder, program });
  if (!found.version) throw new Error(`${library}@${version} did not come to a version`);
  return {
    ...program,
    name: `${library} ${found.version}`,
    manifest: relative(HERE, found.manifest),
    profile: null,
  };
}

function run(folder, command, ...words) {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd: folder, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`);
  return stdout;
}

function inPom(_, version, { folder, program }) {
  const [, old] = program.name.split(' ');
  const pom = readFileSync(join(HERE, program.manifest, 'pom.xml'), 'utf8');
  if (version === 'newest') throw new Error('of Java a version has to be named: java-sdk@2.1.0');
  writeFileSync(
    join(folder, 'pom.xml'),
    pom.replace(`<version>${old}</version>`, `<version>${version}</version>`),
  );
  return { manifest: folder, version };
}
