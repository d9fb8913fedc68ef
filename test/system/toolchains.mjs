/**
 * What it takes to build the programs of this folder, which are written in other languages than ours: plain
 * data and functions, no file is touched here.
 */
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} Program a server and a client of one library in one version; `programs.mjs` lists them
 * @property {string} name the library and its version: `go-sdk 1.8.0`
 * @property {keyof typeof toolchains} toolchain
 * @property {string} source a file (Python) or a folder, beneath this one
 * @property {string} manifest the file or folder that pins every version, beneath this one
 * @property {boolean} [compiles] `PROGRAM build` makes what it serves (Node.js)
 * @property {boolean} [seldom] its build takes minutes, so only `npm run measure` makes it; its recording is replayed all the same
 * @property {{ client: string, version: string, title: string } | null} profile what it is called among the clients;
 *   null: it is a server only
 *
 * @typedef {object} Toolchain
 * @property {{ command: string, ask: string, atLeast: [number, number] }[]} needs commands, and how each
 *   tells its version
 * @property {(program: Program) => string[]} inputs what is copied to where it is built: the key of the cache
 * @property {(program: Program) => string[][]} steps commands, run in that folder, one after the other
 * @property {(program: Program, built: string, here: string) => string[]} run the program's own command
 */

const python = {
  needs: [{ command: 'python3', ask: '--version', atLeast: [3, 11] }],
  inputs: ({ manifest }) => [manifest],
  // A manifest is the whole list that a resolver once came to, so nothing is resolved again.
  steps: ({ manifest }) => [
    ['python3', '-m', 'venv', 'venv'],
    [join('venv', 'bin', 'pip'), 'install', '--quiet', '--no-deps', '--requirement', nameOf(manifest)],
  ],
  run: ({ source }, built, here) => [join(built, 'venv', 'bin', 'python'), join(here, source)],
};

/** Code that is printed, and is run as it is printed. */
const REMEDIES = join('..', '..', 'rules', 'remedies');

const go = {
  needs: [{ command: 'go', ask: 'version', atLeast: [1, 25] }],
  inputs: ({ source, manifest }) => [
    join(source, 'main.go'),
    join(manifest, 'go.mod'),
    join(manifest, 'go.sum'),
    join(manifest, 'hosts.go'),
    join(REMEDIES, 'complete-accept', 'go.go'),
  ],
  steps: () => [['go', 'build', '-mod=readonly', '-buildvcs=false', '-o', 'program', '.']],
  run: (_, built) => [join(built, 'program')],
};

const rust = {
  needs: [{ command: 'cargo', ask: '--version', atLeast: [1, 85] }],
  inputs: ({ source }) => [
    ...['Cargo.toml', 'Cargo.lock', 'src'].map((part) => join(source, part)),
    join(REMEDIES, 'complete-accept', 'axum.rs'),
    join(REMEDIES, 'allow-host', 'allow-host.rs'),
  ],
  steps: () => [['cargo', 'build', '--quiet', '--locked', '--jobs', '2']],
  // Its target folder is set for the build, so that the two versions share what they have in common.
  run: ({ source }, built) => [join(built, '..', 'target', 'debug', nameOf(source).replaceAll('.', '-'))],
};

const java = {
  needs: [
    { command: 'javac', ask: '-version', atLeast: [17, 0] },
    { command: 'mvn', ask: '--version', atLeast: [3, 6] },
  ],
  inputs: ({ source, manifest }) => [
    source,
    join(manifest, 'pom.xml'),
    join(REMEDIES, 'complete-accept', 'AcceptBoth.java'),
  ],
  steps: ({ source }) => [
    ['mvn', '--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=lib'],
    ['javac', '-cp', join('lib', '*'), '-d', 'classes', nameOf(source), 'AcceptBoth.java'],
  ],
  // A small heap and one compiler: it starts in half the time.
  run: ({ source }, built) => [
    'java',
    '-XX:TieredStopAtLevel=1',
    '-Xmx128m',
    '-cp',
    [join(built, 'classes'), join(built, 'lib', '*')].join(delimiter),
    nameOf(source).replace('.java', ''),
  ],
};

/** What Quarkus makes of a class is made by its own plugin. */
const quarkus = {
  needs: java.needs,
  inputs: ({ source, manifest }) => [source, join(manifest, 'pom.xml')],
  steps: () => [['mvn', '--quiet', '--batch-mode', 'compiler:compile', 'quarkus:build']],
  run: (_, built) => [
    ...['java', '-XX:TieredStopAtLevel=1', '-Xmx128m', '-jar'],
    join(built, 'target', 'quarkus-app', 'quarkus-run.jar'),
  ],
};

const node = {
  needs: [{ command: 'npm', ask: '--version', atLeast: [9, 0] }],
  inputs: ({ source, manifest }) => [
    source,
    join('node', 'program.mjs'),
    join(manifest, 'package.json'),
    join(manifest, 'package-lock.json'),
  ],
  steps: ({ source, compiles = false }) => [
    ['npm', 'ci', '--ignore-scripts', '--silent'],
    ...(compiles ? [['node', nameOf(source), 'build']] : []),
  ],
  run: ({ source }, built) => [process.execPath, join(built, nameOf(source))],
};

/** Nothing of it is a server or a client: see `readers.mjs`. */
const readers = {
  needs: python.needs,
  inputs: () => [join('readers', 'requirements.txt'), join('readers', 'multitool.xml')],
  steps: ({ manifest }) => [
    ...python.steps({ manifest }),
    ...fetched('pytest-9.2.0.tar.gz', ['pytest-9.2.0/testing/example_scripts/junit-10.xsd'], 3, [
      ...[join('venv', 'bin', 'pip'), 'download', '--quiet', '--no-deps', '--no-binary', ':all:'],
      'pytest==9.2.0',
    ]),
    ...fetched('microsoft-sarif-multitool-linux-5.7.0.tgz', ['package/Sarif.Multitool'], 0, [
      ...['npm', 'pack', '--silent', '@microsoft/sarif-multitool-linux@5.7.0'],
    ]),
    ['chmod', '755', 'package/Sarif.Multitool'],
  ],
  run: (_, built) => [built],
};

/** An archive that a command brings, and a few files out of it. */
function fetched(archive, files, strip, command) {
  return [command, ['tar', '-xzf', archive, `--strip-components=${strip}`, ...files], ['rm', archive]];
}

/** @type {Record<'python' | 'go' | 'rust' | 'java' | 'quarkus' | 'node' | 'readers', Toolchain>} */
export const toolchains = { python, go, rust, java, quarkus, node, readers };

function nameOf(path) {
  return path.split(/[\\/]/).at(-1);
}
