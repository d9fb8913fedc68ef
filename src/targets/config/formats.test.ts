import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../../errors.js';
import { packageRoot } from '../../packageRoot.js';
import { readConfig } from './entries.js';
import { declineForeign, loadForeign } from './foreign.js';
import { formatNamed, loadFormats } from './formats.js';

interface Case {
  name: string;
  path: string;
  text: string;
  client: string | null;
  format: string;
  /** Nothing but its keys tells. */
  guessed: boolean;
}

const cases: Case[] = JSON.parse(
  readFileSync(join(packageRoot, 'fixtures', 'configs', 'recognition.json'), 'utf8'),
);
const formats = await loadFormats();
const foreign = await loadForeign();

describe('whose configuration a file is', () => {
  for (const one of cases) {
    it(`${one.name}: ${one.format}${one.guessed ? ', a guess' : ''}`, async () => {
      const { format, guessed } = await readConfig({ ...one, env: {} }, formats);
      assert.deepEqual([format.id, guessed], [one.format, one.guessed]);
    });
  }

  it('cannot be told of any JSON: the error lists the clients that are known', async () => {
    const error = await readConfig({ path: 'x.json', text: '{"a":1}', env: {} }, formats).catch(
      (thrown) => thrown,
    );
    assert.ok(error instanceof UserError);
    assert.equal(
      error.detail.whatToDo,
      `say whose it is with --client: ${formats.map(({ id }) => id).join(', ')}`,
    );
  });
});

it('a client that is mistyped gets a near name', () => {
  assert.throws(
    () => formatNamed('windsurfer', formats),
    (error: UserError) =>
      error.detail.whatToDo.startsWith(`did you mean windsurf? known: ${formats[0]?.id}, `),
  );
});

describe('a file of a client that is not known here', () => {
  const declined = (path: string): string | null => {
    try {
      declineForeign(path, foreign, formats);
      return null;
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      assert.equal(error.exitCode, 2);
      return error.title;
    }
  };

  for (const { title, paths, sources } of foreign) {
    it(`is declined by name, not judged as another's: ${title}`, () => {
      for (const path of paths) {
        assert.match(declined(`home/me/${path}`) ?? '', new RegExp(`^this is a file of ${title}, and`), path);
      }
      assert.ok(sources.every((source) => source.startsWith('https://')));
    });
  }

  it('is no file that a known client reads, whatever folder it stands in', () => {
    const own = formats.flatMap(({ paths }) => paths);
    for (const path of [...own, 'mcp.json', 'x/my.junie/mcp/mcp.json', 'config.yaml', 'settings.json']) {
      assert.equal(declined(path), null, path);
    }
  });
});
