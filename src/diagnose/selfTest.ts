import type { CompiledDiagnosis } from '../judge/diagnoses.js';
import type { Canned } from '../judge/examples.js';
import { compiledSchema, createAjv } from '../judge/load.js';
import { heldMutants } from '../judge/mutants.js';
import { schemasOf } from '../judge/schemasOf.js';
import type { DiagnosisExample, DiagnosisFile, DiagnosisScope, ExampleAnswer } from '../model.js';
import { type About, diagnose } from './diagnose.js';
import { type ExampleKnowledge, scopeOfExample } from './examples.js';

/** An example is told apart by its words, not by its id. */
const NOBODY: About = { target: '', client: null };

/** Where an example stands, and what its run leaves to rest on. */
export interface Staged {
  file: DiagnosisFile;
  kind: 'is' | 'isNot';
  example: DiagnosisExample;
  scope: DiagnosisScope;
}

/** The examples of all diagnoses, run: each is a test of every other one. */
export async function staged(
  all: readonly CompiledDiagnosis[],
  answers: (answer: ExampleAnswer) => Canned,
  known: ExampleKnowledge,
): Promise<Staged[]> {
  const examples = all.flatMap(({ file }) =>
    (['is', 'isNot'] as const).flatMap((kind) =>
      file.examples[kind].map((example) => ({ file, kind, example })),
    ),
  );
  return Promise.all(
    examples.map(async (one) => ({ ...one, scope: await scopeOfExample(one.example, answers, known) })),
  );
}

/** What is said of an example, as its file writes it. */
export function saidOf(
  all: readonly CompiledDiagnosis[],
  { file, scope }: Pick<Staged, 'file' | 'scope'>,
): DiagnosisExample['says'] {
  const { diagnosis, traits } = diagnose(all, scope, NOBODY);
  const said = [diagnosis, ...traits].find((one) => one?.id === file.id);
  if (said === undefined || said === null) return null;
  const { confidence, title, detail } = said;
  return { confidence: confidence.level, title, detail, do: said.do.map(({ step }) => step) };
}

/** Every example that does not come to what its file says. @param all in order */
export function exampleProblems(all: readonly CompiledDiagnosis[], examples: readonly Staged[]): string[] {
  return examples.flatMap((one) => {
    const { file, kind, example, scope } = one;
    const where = `${file.id}, "${example.name}"`;
    const id = diagnose(all, scope, NOBODY).diagnosis?.id ?? null;
    const said = saidOf(all, one);
    if (kind === 'isNot') {
      if (said !== null) return [`${where}: is ${file.id} all the same`];
      return example.instead === null || example.instead === id
        ? []
        : [`${where}: is ${id}, not ${example.instead}`];
    }
    if (said === null) return [`${where}: is ${id}`];
    return JSON.stringify(said) === JSON.stringify(example.says)
      ? []
      : [`${where}: says ${JSON.stringify(said)} instead of ${JSON.stringify(example.says)}`];
  });
}

/** Every keyword whose loss changes for no example of any diagnosis whether it holds. */
export function unnoticed(all: readonly CompiledDiagnosis[], examples: readonly Staged[]): string[] {
  const ajv = createAjv();
  return all.flatMap(({ file, checks }) =>
    schemasOf(file).flatMap((schema, part) =>
      heldMutants(schema).flatMap(({ schema: mutant, dropped }) => {
        const check = compiledSchema(ajv, mutant);
        // What does not compile counts as noticed.
        if (check === null || examples.some(({ scope }) => checks[part]?.(scope) !== check(scope))) return [];
        return [`${file.id}: ${part === 0 ? 'when' : `part ${part}`}/${dropped}`];
      }),
    ),
  );
}
