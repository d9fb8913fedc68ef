import type { ConfigExample, ConfigObservation, ConfigRule, Format } from '../model.js';
import { observeConfig } from '../observe/config.js';
import { readConfig } from '../targets/config/entries.js';
import { judgeConfig, saidOf } from './configLint.js';
import type { Compiled } from './engine.js';

/** The file of an example: read and observed as any other, without a disk. */
export async function observeExample(
  example: ConfigExample,
  formats: readonly Format[],
): Promise<ConfigObservation> {
  const format = formats.find(({ id }) => id === example.format);
  if (format === undefined) throw new Error(`example "${example.name}" names no format: ${example.format}`);
  const text = typeof example.file === 'string' ? example.file : JSON.stringify(example.file, null, 2);
  const file = await readConfig(
    { path: example.path ?? format.paths[0] ?? '', text, env: example.env },
    formats,
  );
  const { configured, framing, inContainer } = example;
  return observeConfig(file, {
    profile:
      configured === undefined && framing === undefined
        ? null
        : { configured: configured ?? {}, ...(framing === undefined ? {} : { framing }) },
    inContainer: inContainer === true,
  });
}

/**
 * What the examples of a rule are not, where it is judged by these schemas: good passes, bad fails with its
 * messages, skipped does neither.
 */
export async function configExampleProblems(
  examples: ConfigRule['examples'],
  formats: readonly Format[],
): Promise<(compiled: Compiled<ConfigRule>) => string[]> {
  const observed: {
    kind: keyof ConfigRule['examples'];
    example: ConfigExample;
    observation: ConfigObservation;
  }[] = [];
  for (const kind of ['good', 'bad', 'skipped'] as const) {
    for (const example of examples[kind]) {
      observed.push({ kind, example, observation: await observeExample(example, formats) });
    }
  }
  return (compiled) =>
    observed.flatMap(({ kind, example, observation }) => {
      const verdicts = judgeConfig(compiled, observation);
      const failed = verdicts.filter(({ outcome }) => outcome === 'failed');
      const said = failed.map((verdict) => saidOf(compiled.rule, verdict));
      const passed = verdicts.some(({ outcome }) => outcome === 'passed');
      const problem = mismatch(kind, example, said, passed);
      return problem === null ? [] : [`${kind} example "${example.name}": ${problem}`];
    });
}

function mismatch(
  kind: keyof ConfigRule['examples'],
  example: ConfigExample,
  said: readonly string[],
  passed: boolean,
): string | null {
  if (JSON.stringify(said) !== JSON.stringify(example.messages))
    return `says ${JSON.stringify(said)} instead of ${JSON.stringify(example.messages)}`;
  if (kind === 'bad') return said.length > 0 ? null : 'finds nothing';
  if (kind === 'good') return passed ? null : 'is not passed';
  return passed ? 'is passed, not skipped' : null;
}
