import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClientProfile } from '../src/model.js';
import { assertCalm } from './hostile/orderly.js';
import type { Ran, RunOptions } from './hostile/run.js';
import { run } from './hostile/runHere.js';
import { profiles } from './replaying.js';

async function clients(args: string[], options: RunOptions = {}): Promise<Ran> {
  const ran = await run(['clients', ...args], { ...options, env: { COLUMNS: '100', ...options.env } });
  assertCalm(ran);
  return ran;
}

const names = new Set(profiles.map(({ client }) => client));

describe('clients without a server lists what was recorded', { concurrency: 2 }, () => {
  it('each client with its versions and what becomes of configured headers, where and when it was driven', async () => {
    const { code, stdout } = await clients([], { env: { COLUMNS: '140' } });
    assert.equal(code, 0);
    assert.match(stdout, /^ +VERSIONS +SPEAKS +CONFIGURED ACCEPT +PINNED VERSION\n/);
    assert.match(stdout, /^claude-code +Claude Code\n/m);
    assert.match(stdout, /^ +2\.1\.274 and later +both eras +merged/m);
    for (const name of names) assert.match(stdout, new RegExp(`^${name} `, 'm'));
    assert.match(stdout, /driven against a\s+recording server on loopback \(20\d\d-\d\d-\d\d/);
  });

  it('in a narrow terminal line by line, within its width', async () => {
    const { stdout } = await clients([], { env: { COLUMNS: '44' } });
    const lines = stdout.split('\n');
    assert.deepEqual(
      lines.filter((line) => line.length > 44),
      [],
    );
    for (const name of names)
      assert.ok(
        lines.some((line) => line.includes(name)),
        name,
      );
  });

  it('as JSON with every step and how it was recorded', async () => {
    const { stdout } = await clients(['--format', 'json']);
    const listed = JSON.parse(stdout) as ClientProfile[];
    assert.deepEqual(listed, profiles);
    assert.ok(listed.every(({ provenance, recorded }) => provenance.how !== '' && recorded.length > 0));
  });

  it('of one client, by its own name or that of its configuration', async () => {
    const listed = async (name: string): Promise<string[]> => {
      const { stdout } = await clients(['--client', name, '--format', 'json']);
      return (JSON.parse(stdout) as ClientProfile[]).map(({ client }) => client);
    };
    assert.deepEqual(await listed('gemini'), ['gemini-cli']);
    assert.deepEqual(new Set(await listed('claude-code')), new Set(['claude-code']));
  });

  it('of a client that nobody knows: it suggests one', async () => {
    for (const args of [
      ['--client', 'clade-code'],
      ['http://127.0.0.1:9/', '--client', 'clade-code'],
    ]) {
      const { code, stderr } = await clients(args);
      assert.equal(code, 2);
      assert.match(stderr, /there is no client called clade-code\n.*\n +do: +did you mean claude-code/);
    }
    const version = await clients(['http://127.0.0.1:9/', '--client', 'claude-code@9.9']);
    assert.equal(version.code, 2);
    assert.match(version.stderr, /recorded are 1\.0\.128 to .*2\.1\.274 and later/);
  });
});
