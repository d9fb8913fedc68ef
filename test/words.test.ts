import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { type AnyNode, parse } from 'acorn';
import { packageRoot } from '../src/packageRoot.js';
import { type Reason, reason } from '../src/reasons.js';

/** What sends, records, derives and judges. Words for people stand in rules/, or where pages are made. */
const WORDLESS = ['net', 'plan', 'record', 'observe', 'judge'];

/** Where a sentence may stand all the same, and why. */
const SPEAKING: Record<string, string> = {
  'record/envelope.ts': 'what is wrong with a message is said by its fields',
  'record/resultShape.ts': 'what is wrong with a result is said by its fields',
  'observe/rpc.ts': 'what is wrong with a result is said by its fields',
  'record/stored.ts': 'a part of the error that a file of a user causes',
  'judge/paths.ts': 'to who writes a rule',
  'judge/configExamples.ts': 'to who writes a rule',
  'judge/trafficExamples.ts': 'to who writes a rule',
  'judge/selfTest.ts': 'to who writes a rule',
};

const LEAST_WORDS = 5;

function sentencesIn(folder: string): [file: string, sentence: string][] {
  return readdirSync(join(packageRoot, 'build', 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.js$/.test(file) && !/\.(test|fixture)\.js$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(packageRoot, 'build', 'src', folder, file), 'utf8');
      const path = normalize(join(folder, file)).replace(/\.js$/, '.ts');
      return textsIn(text)
        .filter((one) => wordsOf(one) >= LEAST_WORDS)
        .map((one): [string, string] => [path, one]);
    });
}

/** Every text of a program but those of errors, which are told by who throws them. */
function textsIn(program: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (!isNode(node)) return;
    if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && /Error$/.test(node.callee.name))
      return;
    if (node.type === 'Literal' && typeof node.value === 'string') found.push(node.value);
    if (node.type === 'TemplateLiteral') found.push(node.quasis.map(({ value }) => value.raw).join(' x '));
    for (const part of Object.values(node)) visit(part);
  };
  visit(parse(program, { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function wordsOf(text: string): number {
  return text.match(/(?:^|\s)[A-Za-z][a-z']*(?=[\s,.:;]|$)/g)?.length ?? 0;
}

describe('words for people', () => {
  it('a program that says something is found out, but for an error', () => {
    const said = textsIn(
      "const a = 'one two three four five'; throw new UserError('it is not so at all', b)",
    );
    assert.deepEqual(
      said.filter((one) => wordsOf(one) >= LEAST_WORDS),
      ['one two three four five'],
    );
  });

  for (const folder of WORDLESS) {
    it(`src/${folder}/ holds no sentence: what it has to say stands in rules/`, () => {
      const saying = sentencesIn(folder).filter(([file]) => SPEAKING[file] === undefined);
      assert.deepEqual(saying, []);
    });
  }

  it('each exception is needed', () => {
    const speaking = new Set(WORDLESS.flatMap(sentencesIn).map(([file]) => file));
    assert.deepEqual(
      Object.keys(SPEAKING).filter((file) => !speaking.has(file)),
      [],
    );
  });

  it('each reason is given somewhere, with its places filled', () => {
    const reasons = JSON.parse(readFileSync(join(packageRoot, 'rules', 'reasons.json'), 'utf8')) as Record<
      Reason,
      string
    >;
    const program = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ts$/.test(file))
      .map((file) => readFileSync(join(packageRoot, 'src', file), 'utf8'))
      .join('\n');
    assert.deepEqual(
      Object.keys(reasons).filter((name) => !program.includes(`'${name}'`)),
      [],
    );
    assert.equal(reason('step-answered', { step: 'tools/list', status: 500 }), 'tools/list was answered 500');
  });
});
