import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { packageRoot } from '../../src/packageRoot.js';

const run = promisify(execFile);

/** What a consumer may write, and does not compile where a type is missing. */
const CONSUMER = `
import { check, clients, isUserError, judge, lint, probe, type Probed, type Report } from 'mcp-accept';
import { judge as alone } from 'mcp-accept/judge';

export async function ask(url: string, signal: AbortSignal): Promise<Report> {
  const { run, report }: Probed = await probe(url, {
    headers: { Authorization: 'Bearer x' },
    signal,
    maxRequests: 100,
    onProgress: ({ flow, requests }) => void [flow.length, requests.toFixed()],
  });
  const first = report.targets[0]?.diagnosis?.blame[0];
  if (first === 'proxy') return judge(run);
  try {
    const { findings } = await lint('.mcp.json');
    return findings.length > 0 ? alone(run, { ruleset: 'strict' }) : await check('run.json');
  } catch (error) {
    if (isUserError(error)) throw new Error(error.detail.whatToDo);
    const { report: told } = await clients(url, { client: 'claude-code' });
    return told;
  }
}
`;
const USE =
  'const profiles = await clients(); console.log(typeof judge, typeof probe, profiles.length > 20);';

/** What `npm pack --json` says. */
interface Packed {
  filename: string;
  unpackedSize: number;
  files: { path: string }[];
}

describe('the packed tarball', () => {
  let folder = '';
  let tarball = '';
  let inside = '';
  let unpacked = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-accept-pack-'));
    const { stdout } = await run(
      'npm',
      ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
      { cwd: packageRoot },
    );
    const packed = JSON.parse(stdout) as Record<string, Packed>;
    const [first] = Object.values(packed);
    assert.ok(first);
    unpacked = first.unpackedSize;
    tarball = join(folder, first.filename);
    const strangers = first.files
      .map(({ path }) => path)
      .filter((path) => /\.test\.|^(src|test|build|node_modules|action)\//.test(path));
    assert.deepEqual(strangers, []);
    // As npm lays it out, without npm.
    await mkdir(join(folder, 'node_modules'));
    await run('tar', ['-xzf', tarball, '-C', folder]);
    inside = join(folder, 'node_modules', 'mcp-accept');
    await rename(join(folder, 'package'), inside);
  });
  after(() => rm(folder, { recursive: true }));

  it('installed elsewhere, offline, it runs the demo and brings no dependency', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'package.json'), '{"private":true}');
    await run('npm', ['install', '--offline', '--no-audit', tarball], { cwd: elsewhere });
    const modules = join(elsewhere, 'node_modules');
    const demo = await run(join(modules, '.bin', 'mcp-accept'), ['probe', '--demo'], { cwd: elsewhere });
    assert.match(demo.stdout, /rate-limited/);
    const installed = (await readdir(modules)).filter((name) => !name.startsWith('.'));
    assert.deepEqual(installed, ['mcp-accept']);
  });

  it('is one command after `npm install --global`, and without any by `npx`', async () => {
    const cwd = folder;
    const env = { ...process.env, npm_config_cache: join(folder, 'cache') };
    const prefix = join(folder, 'global');
    await run('npm', ['install', '--global', '--offline', '--no-audit', '--prefix', prefix, tarball], {
      cwd,
      env,
    });
    const installed = await run(join(prefix, 'bin', 'mcp-accept'), ['rules', 'wildcard-rejected'], { cwd });
    assert.match(installed.stdout, /wildcard-rejected/);
    const npx = ['--yes', '--offline', '--package', tarball, '--', 'mcp-accept'];
    const fetched = await run('npx', [...npx, 'rules', 'wildcard-rejected'], { cwd, env });
    assert.equal(fetched.stdout, installed.stdout);
  });

  it('is imported by a module, and by CommonJS with import()', async () => {
    await writeFile(join(folder, 'uses.mjs'), `import { clients, judge, probe } from 'mcp-accept'; ${USE}`);
    const dynamic = `(async () => { const { clients, judge, probe } = await import('mcp-accept'); ${USE} })();`;
    await writeFile(join(folder, 'uses.cjs'), dynamic);
    for (const name of ['uses.mjs', 'uses.cjs']) {
      const { stdout } = await run(process.execPath, [name], { cwd: folder });
      assert.equal(stdout, 'function function true\n', name);
    }
  });

  it('has types that need no others, for a module and for CommonJS', async () => {
    await writeFile(join(folder, 'typed.mts'), CONSUMER);
    const dynamic =
      "export const judged = async () => (await import('mcp-accept')).judge({ schema: 1, configuration: null, recordings: [] });";
    await writeFile(join(folder, 'typed.cts'), dynamic);
    const tsc = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2023,dom', '--types', ''];
    const { stdout } = await run(process.execPath, [tsc, ...flags, 'typed.mts', 'typed.cts'], {
      cwd: folder,
    });
    assert.equal(stdout, '');
  });

  it('is what registries and bundlers expect, says publint', async () => {
    const { messages } = await publint({ pkgDir: inside, pack: false, strict: true });
    assert.deepEqual(messages, []);
  });

  it('takes its version from one place', async () => {
    const { version } = JSON.parse(await readFile(join(inside, 'package.json'), 'utf8')) as {
      version: string;
    };
    const { stdout } = await run(process.execPath, [join(inside, 'bin', 'mcp-accept.js'), '--version']);
    assert.equal(stdout.trim(), version);
  });

  it('stays small: at most 1.25 MB to fetch and 5 MB installed, and no install script', async () => {
    const { size } = await stat(tarball);
    assert.ok(size < 1_250_000, `${size} bytes`);
    assert.ok(unpacked < 5_000_000, `${unpacked} bytes`);
    const { scripts = {} } = JSON.parse(await readFile(join(inside, 'package.json'), 'utf8'));
    const atInstall = Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name));
    assert.deepEqual(atInstall, []);
  });

  it('has all that its commands read: rules and their pages, remedies, profiles, personas, what assistants are told', async () => {
    const commands = [
      'rules',
      'rules wildcard-rejected --dialect go',
      'explain nothing-listens',
      'clients',
      'serve --list',
      'config print',
      'complete -- rules wildcard-',
    ];
    await Promise.all(
      commands.map(async (line) => {
        const { stdout } = await run(
          process.execPath,
          [join(inside, 'bin', 'mcp-accept.js'), ...line.split(' ')],
          { cwd: folder },
        );
        assert.ok(stdout.length > 10, line);
      }),
    );
  });
});
