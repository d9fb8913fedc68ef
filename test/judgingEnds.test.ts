import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { UserError } from '../src/errors.js';
import { TookTooLong, within } from '../src/judge/within.js';
import type { Recording } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { reportOn, rulesFor } from '../src/run/judging.js';
import { head, plainMcp } from './hostile/answers.js';
import { listen } from './hostile/server.js';
import { probeUrl } from './probing.js';
import { written } from './ruleFiles.js';

const ASKED = { ruleset: 'recommended', failOn: 'error' } as const;

const RULE: object = JSON.parse(await readFile(join(packageRoot, 'rules', 'wildcard-rejected.json'), 'utf8'));

let recording: Recording;
before(async () => {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), 'strict');
  const server = await startServer({ ...persona, auth: null });
  recording = await probeUrl(server.url, { depth: 'quick' });
  await server.close();
});

describe('judging ends', () => {
  it('what takes too long is given up, a regular expression too', () => {
    assert.equal(
      within(1000, () => 42),
      42,
    );
    assert.throws(() => within(50, () => /(a+)+b/.test('a'.repeat(50))), TookTooLong);
    assert.throws(
      () =>
        within(50, () => {
          for (;;);
        }),
      TookTooLong,
    );
    assert.throws(
      () =>
        within(50, () => {
          throw new RangeError('other');
        }),
      RangeError,
    );
  });

  it('a target that cannot be judged in time is inconclusive, and the report says so', async () => {
    const [rule] = await rulesFor(null);
    assert.ok(rule);
    const endless = {
      rule: { ...rule.rule, select: {}, with: {} },
      expect: rule.expect,
      when: () => {
        for (;;);
      },
    };
    const { exitCode, targets } = reportOn([recording], [endless], ASKED, null, undefined, 100);
    assert.equal(exitCode, 3);
    assert.equal(targets[0]?.notJudged?.title, 'the answers could not be judged in time');
  });

  it('200 kB of line breaks are judged at once (measured before: the process hung)', async () => {
    const server = await listen((socket, request) => {
      if (request.method !== 'POST' || !request.body.includes('"id"')) return plainMcp(socket, request);
      const body = `data: x${'\n'.repeat(200_000)}x`;
      socket.write(
        `${head('200 OK', 'Content-Type: application/json', `Content-Length: ${body.length}`)}${body}`,
      );
    });
    const seen = await probeUrl(server.url, { depth: 'quick' });
    await server.close();
    const report = within(5000, () => reportOn([seen], [], ASKED));
    assert.equal(report.exitCode, 3);
  });
});

describe("a user's own rule that does not end", { concurrency: 2 }, () => {
  for (const [name, when, found] of [
    [
      'hanging-pattern',
      {
        type: 'object',
        properties: {
          it: { type: 'object', properties: { flow: { type: 'string', pattern: '^(([a-z]|-)+)+$' } } },
        },
      },
      /pattern/,
    ],
    ['circular-ref', { $ref: '#' }, /\$ref/],
  ] as const) {
    it(`is to blame for it, by its file: ${name}`, async (test) => {
      const path = await written(test, `${name}.json`, { ...RULE, id: name, select: {}, with: {}, when });
      const rules = await rulesFor(dirname(path));
      assert.throws(
        () => reportOn([withLongNames(recording)], rules, ASKED),
        (error) => {
          assert.ok(error instanceof UserError, String(error));
          assert.equal(error.detail.where, `${path}: when`);
          assert.match(error.detail.found ?? '', found);
          return true;
        },
      );
    });
  }
});

/** What a pattern can be hung with. */
function withLongNames({ plan, flows, ...rest }: Recording): Recording {
  const long = (id: string): string => `${id}-${'a'.repeat(60)}!`;
  return {
    ...rest,
    plan: plan.map((one) => ({ ...one, id: long(one.id) })),
    flows: flows.map((one) => ({ ...one, id: long(one.id) })),
  };
}
