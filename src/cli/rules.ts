import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EXIT, UserError } from '../errors.js';
import { builtinConfigRules, builtinRemedies } from '../judge/builtin.js';
import { selfTest, selfTestConfig } from '../judge/selfTest.js';
import type { Dialect, Remedy, Rule } from '../model.js';
import { nearest } from '../nearest.js';
import { packageRoot } from '../packageRoot.js';
import { renderConfigRulePage, renderRulePage, renderRuleTable } from '../report/rulePages.js';
import { viewOf } from '../report/view.js';
import { rulesFor } from '../run/judging.js';
import type { Context } from './context.js';

export interface RulesOptions {
  test?: string | true;
  rules?: string;
  dialect?: Dialect;
}

/** `rules`: the table, one page, or the self-test. @returns the exit code */
export async function rules(
  context: Context,
  id: string | undefined,
  options: RulesOptions,
): Promise<number> {
  if (options.test !== undefined)
    return test(context, options.test === true ? join(packageRoot, 'rules') : options.test);
  const { writer, process } = context;
  const view = viewOf(process.stdout, process.env);
  const [onAnswers, onConfigurations] = await Promise.all([
    rulesFor(options.rules ?? null),
    builtinConfigRules(),
  ]);
  const all = [...onAnswers, ...onConfigurations].map(({ rule }) => rule);
  if (id === undefined) {
    await writer.out(renderRuleTable(all, view));
    return EXIT.clean;
  }
  const rule = all.find((candidate) => candidate.id === id);
  if (rule === undefined)
    throw unknownRule(
      id,
      all.map((candidate) => candidate.id),
    );
  await writer.out(
    'eras' in rule
      ? renderRulePage(rule, await remedyOf(rule, options.dialect), options.dialect ?? null, view)
      : renderConfigRulePage(rule, view),
  );
  return EXIT.clean;
}

/** @throws {UserError} where there is no code in that dialect */
async function remedyOf({ id, remediation }: Rule, dialect: Dialect | undefined): Promise<Remedy | null> {
  const { remedy: name } = remediation.server;
  const remedy = name === null ? null : ((await builtinRemedies())[name] ?? null);
  if (dialect === undefined || remedy?.dialects[dialect] !== undefined) return remedy;
  const names = Object.keys(remedy?.dialects ?? {}).join(', ');
  throw new UserError(`there is no code for ${id} in this dialect`, {
    found: `--dialect ${dialect}`,
    whatToDo: names === '' ? `leave it out: mcp-accept rules ${id}` : `one of ${names}`,
  });
}

function unknownRule(id: string, ids: readonly string[]): UserError {
  const near = nearest(id, ids);
  return new UserError(`there is no rule called ${id}`, {
    whatToDo: near.length > 0 ? `did you mean ${near.join(' or ')}?` : '`mcp-accept rules` lists them',
  });
}

/**
 * Runs the examples of every rule of a folder, and drops each keyword in turn. Rules about configurations stand
 * in the folder `config` below.
 */
async function test({ writer }: Context, dir: string): Promise<number> {
  const { loadConfigRules, loadRules } = await import('../judge/load.js');
  const below = basename(dir) === 'config' ? dir : join(dir, 'config');
  const onAnswers = below === dir ? [] : await loadRules(dir);
  const onConfigurations = (await isFolder(below)) ? await loadConfigRules(below) : [];
  if (onAnswers.length + onConfigurations.length === 0) {
    throw new UserError('there is no rule file in this folder', {
      where: dir,
      whatToDo: 'name a folder with one JSON file per rule: mcp-accept rules --test DIR',
    });
  }
  const results = [...(await selfTest(onAnswers)), ...(await selfTestConfig(onConfigurations))];
  const lines = results.map(({ rule, examples, mutants, problems }) =>
    problems.length === 0
      ? `ok    ${rule} (${examples} examples, ${mutants} mutants noticed)`
      : `FAIL  ${rule}\n${problems.map((problem) => `        ${problem}`).join('\n')}`,
  );
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  await writer.out(`${lines.join('\n')}\n\n${results.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? EXIT.clean : EXIT.findings;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true;
}
