import { join } from 'node:path';
import codes from '../../../rules/codes.json' with { type: 'json' };
import { listPersonas } from '../../demo/personas.js';
import { builtinConfigRules, builtinDiagnoses, builtinRules } from '../../judge/builtin.js';
import { packageRoot } from '../../packageRoot.js';
import { loadProfiles } from '../../plan/loadProfiles.js';
import { formatsFor, type Kind } from '../../report/formats/index.js';
import { openConfig } from '../../run/openConfig.js';
import { loadFormats } from '../../targets/config/formats.js';

/** What may stand in a place; `value`, or `value`, a tab and what it is. */
export type Values = (
  /** An option's attribute (`client`), or a command and its argument (`rules id`). */
  place: string,
  asked: { words: readonly string[]; command: string },
) => Promise<string[]>;

/** What a path may stand for, by the word in angle brackets or the argument's name. */
export function filesAreMeant(flags: string): boolean {
  return /file|dir|before|after|recording|bundle/i.test(flags);
}

/** The values that this package, and the configuration at hand, know. Asks no server. */
export const knownValues: Values = async (place, { words, command }) => {
  switch (place) {
    case 'client':
      return clients();
    case 'server':
      return servers(words, command);
    case 'demo':
    case 'serve persona':
      return (await listPersonas(join(packageRoot, 'fixtures', 'servers'))).map(
        ({ name, title }) => `${name}\t${title}`,
      );
    case 'rules id':
      return [...(await ruleIds()), ...(await configRuleIds())];
    case 'ignore':
      return command === 'lint' ? configRuleIds() : ruleIds();
    case 'severity':
      return (await ruleIds()).map((line) => line.replace(/\t|$/, '=$&'));
    case 'explain what':
      return [
        ...Object.entries({ ...codes.statuses, ...codes.codes }).map(
          ([code, { title }]) => `${code}\t${title}`,
        ),
        ...(await builtinDiagnoses()).map(({ file }) => `${file.id}\t${file.layer}`),
      ];
    case 'report':
      return isKind(command) ? formatsFor(command).map((format) => `${format}:`) : [];
    default:
      return [];
  }
};

async function clients(): Promise<string[]> {
  const [formats, profiles] = await Promise.all([loadFormats(), loadProfiles()]);
  const titles = new Map([
    ...profiles.map(({ client, title }) => [client, title] as const),
    ...formats.map(({ id, title }) => [id, title] as const),
  ]);
  const versions = profiles.map(({ id, title }) => `${id}\t${title}`);
  return [...[...titles].map(([id, title]) => `${id}\t${title}`).sort(), ...versions];
}

/** The names in the file that the words name, or in the nearest one; none where it cannot be read. */
async function servers(words: readonly string[], command: string): Promise<string[]> {
  const at = words.indexOf('--config');
  const inline = words.find((word) => word.startsWith('--config='))?.slice('--config='.length);
  const alone =
    command === 'fix' ? words.find((word, index) => index > 0 && !word.startsWith('-')) : undefined;
  const named = inline ?? (at < 0 ? alone : words[at + 1]);
  const opening = { cwd: process.cwd(), env: {}, client: undefined, say: async () => {} };
  const opened = await openConfig(named, opening).catch(() => null);
  return opened?.file.entries.map(({ name }) => name) ?? [];
}

async function ruleIds(): Promise<string[]> {
  return (await builtinRules()).map(({ rule }) => `${rule.id}\t${rule.title}`);
}

async function configRuleIds(): Promise<string[]> {
  return (await builtinConfigRules()).map(({ rule }) => `${rule.id}\t${rule.title}`);
}

function isKind(command: string): command is Kind {
  return ['probe', 'clients', 'lint', 'fix', 'diff'].includes(command);
}
