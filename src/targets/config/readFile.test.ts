import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UserError } from '../../errors.js';
import { readEnvFile } from './envFile.js';
import { nearestConfig } from './find.js';
import { readConfigText } from './readFile.js';

const folder = await mkdtemp(join(tmpdir(), 'configs-'));
after(() => rm(folder, { recursive: true }));

const hasPipes = ['mkfifo', 'bash'].every((name) => spawnSync(name, ['--version']).status === 0);

async function written(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

async function refusal(
  path: string,
  read: (path: string) => Promise<unknown> = readConfigText,
): Promise<UserError> {
  const error: unknown = await read(path).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof UserError, String(error));
  assert.equal(error.exitCode, 2);
  assert.equal(error.detail.where, path);
  return error;
}

describe('a configuration file is read', () => {
  it('as it is: byte order mark and line ends included', async () => {
    assert.equal(await readConfigText(await written('bom.json', '\ufeff{\r\n}')), '\ufeff{\r\n}');
  });

  it('through a link', async () => {
    await symlink(await written('linked.json', '{}'), join(folder, 'link.json'));
    assert.equal(await readConfigText(join(folder, 'link.json')), '{}');
  });
});

describe('a pipe', { skip: hasPipes ? false : 'no mkfifo' }, () => {
  it('is read where the shell has opened it, as <(command) does', () => {
    const script = `import { readConfigText } from ${JSON.stringify(new URL('readFile.js', import.meta.url).href)};
      process.stdout.write(await readConfigText(process.argv[1]));`;
    const own = process.platform === 'linux' ? ['/proc/self/fd/0'] : [];
    for (const path of ['<(echo "{}")', '/dev/stdin', ...own]) {
      const line = `echo "{}" | "$0" --input-type=module -e "$1" ${path}`;
      const ran = spawnSync('bash', ['-c', line, process.execPath, script], { encoding: 'utf8' });
      assert.equal(ran.stdout, '{}\n', `${path}: ${ran.stderr}`);
    }
  });

  it('with a name is refused: nobody may ever write into it', async () => {
    const path = join(folder, 'pipe.json');
    assert.equal(spawnSync('mkfifo', [path]).status, 0);
    assert.equal((await refusal(path)).detail.found, 'a named pipe');
    assert.equal((await refusal(path, readEnvFile)).detail.found, 'a named pipe');
  });
});

describe('a configuration file is refused', () => {
  it('where there is none', async () => {
    const error = await refusal(join(folder, 'none.json'));
    assert.deepEqual(
      [error.title, error.detail.found],
      ['this configuration cannot be read', 'no such file'],
    );
  });

  it('below a file', async () => {
    const path = join(await written('file', 'x'), 'none.json');
    assert.equal((await refusal(path)).detail.found, 'no such file');
  });

  it('where it is a directory', async () => {
    assert.equal((await refusal(folder)).detail.found, 'a directory');
  });

  it('where there is no permission', async (test) => {
    if (process.getuid?.() === 0) return test.skip('root may read everything');
    const path = await written('locked.json', '{}');
    await chmod(path, 0);
    assert.equal((await refusal(path)).detail.found, 'no permission to read it');
  });

  it('where links lead in a circle', async () => {
    await symlink(join(folder, 'round.json'), join(folder, 'round.json'));
    assert.equal((await refusal(join(folder, 'round.json'))).detail.found, 'links that lead in a circle');
  });

  for (const [name, content] of [
    ['empty', ''],
    ['blank', ' \r\n\t'],
    ['nothing but a byte order mark', '\ufeff'],
  ] as const) {
    it(`where it is ${name}`, async () => {
      assert.equal(
        (await refusal(await written('empty.json', content))).title,
        'this configuration is empty',
      );
    });
  }

  for (const [name, content, found] of [
    ['UTF-16, as PowerShell writes it', Buffer.from('\ufeff{}', 'utf16le'), 'UTF-16'],
    ['Latin-1', Buffer.from('{"a":"Gr\u00fc\u00dfe"}', 'latin1'), 'bytes that are no UTF-8'],
  ] as const) {
    it(`where it is ${name}`, async () => {
      const error = await refusal(await written('other.json', content));
      assert.deepEqual([error.title, error.detail.found], ['this configuration is not UTF-8', found]);
    });
  }

  it('where it is larger than 16 MiB, before all of it is read', async () => {
    const path = await written('large.json', '{');
    await truncate(path, 50 * 1024 * 1024);
    const error = await refusal(path);
    assert.deepEqual(
      [error.title, error.detail.found],
      ['this configuration is too large', 'more than 16 MiB'],
    );
  });
});

describe('the nearest .mcp.json', () => {
  it('is the one in this folder, or the first above it; a directory of that name is none', async () => {
    const deep = join(folder, 'app', 'src', 'deep');
    await mkdir(join(deep, '.mcp.json'), { recursive: true });
    const top = await written(join('app', '.mcp.json'), '{}');
    assert.equal(await nearestConfig(deep), top);
    const near = await written(join('app', 'src', '.mcp.json'), '{}');
    assert.equal(await nearestConfig(deep), near);
    assert.equal(await nearestConfig(join(folder, 'app')), top);
  });
});

describe('a file of variables', () => {
  it('is read as node --env-file reads it', async () => {
    const path = await written('.env', '# c\nA=1\nexport B="two words" # c\nC=\'$A\'\nD=\nE="l1\\nl2"\n');
    assert.deepEqual(await readEnvFile(path), { A: '1', B: 'two words', C: '$A', D: '', E: 'l1\nl2' });
  });

  it('may be empty', async () => {
    assert.deepEqual(await readEnvFile(await written('.env.empty', '')), {});
  });

  it('is refused where there is none', async () => {
    const error = await refusal(join(folder, '.env.none'), readEnvFile);
    assert.deepEqual(
      [error.title, error.detail.found],
      ['this file of variables cannot be read', 'no such file'],
    );
  });
});
