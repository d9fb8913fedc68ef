import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyNode } from 'acorn';
import { nodesOf, parsed, programsIn } from './programs.js';

/** What finds out, and says nothing itself: words for people stand in rules/, or where pages are made. */
const WORDLESS = ['net', 'plan', 'record', 'observe', 'judge', 'diagnose', 'remedy', 'targets', 'logs'];

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
  'diagnose/selfTest.ts': 'to who writes a diagnosis',
  'logs/time.ts': 'a time, as ISO 8601 writes it',
  'remedy/advice/jq.ts': 'a program',
  'remedy/edits/diff.ts': 'what `diff` writes, to the letter',
};

const LEAST_WORDS = 5;

/** Every sentence of a folder's programs, with its file. */
function sentencesIn(folder: string): [file: string, sentence: string][] {
  return programsIn(folder).flatMap(({ file, tree }) =>
    sentencesOf(tree).map((sentence): [string, string] => [file, sentence]),
  );
}

/** Every text that is long enough, but those of errors, which are told by who makes or throws them. */
function sentencesOf(tree: AnyNode): string[] {
  return nodesOf(tree, (node) => !makesError(node))
    .flatMap(textsOf)
    .filter((text) => wordsOf(text) >= LEAST_WORDS);
}

function makesError(node: AnyNode): boolean {
  if (node.type === 'ThrowStatement') return true;
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return false;
  return /Error$/.test(node.callee.name);
}

function textsOf(node: AnyNode): string[] {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  return node.type === 'TemplateLiteral' ? [node.quasis.map(({ value }) => value.raw).join(' x ')] : [];
}

function wordsOf(text: string): number {
  return text.match(/(?:^|\s)[A-Za-z][a-z']*(?=[\s,.:;]|$)/g)?.length ?? 0;
}

describe('words for people', () => {
  it('a program that says something is found out, but for an error', () => {
    const program = "const a = 'one two three four five'; throw new UserError('it is not so at all', b)";
    assert.deepEqual(sentencesOf(parsed(program)), ['one two three four five']);
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
});
