import pkg from '../../package.json' with { type: 'json' };
import { builtinConfigRules, builtinDiagnoses, builtinRules } from '../judge/builtin.js';
import type { RulesetId, RuleText, Severity } from '../model.js';

/** A rule or a diagnosis as a format that lists all of them has it. */
export interface Entry {
  id: string;
  title: string;
  why: string;
  help: string;
  url: string;
  /** As it counts unless a rule set says otherwise. */
  severity: Severity | 'off';
}

const REPOSITORY = pkg.repository.url.replace(/^git\+|\.git$/g, '');

/** Where what a rule or a diagnosis means can be read: the same as long as it has that id, so a server may link to it. */
export function pageOf(path: string): string {
  return `${REPOSITORY}/blob/main/docs/${path}.md`;
}

/** Every rule about servers and every diagnosis. */
export async function serverCatalogue(ruleset: RulesetId): Promise<Entry[]> {
  const [rules, diagnoses] = await Promise.all([builtinRules(), builtinDiagnoses()]);
  return [
    ...rules.map(({ rule }) => ruleEntry(rule, rule.remediation.server.steps, 'rules', ruleset)),
    ...diagnoses
      .filter(({ file }) => file.class === 'cause')
      .map(({ file }): Entry => {
        // A step that only a run can fill says nothing here.
        const steps = file.do.map(({ step }) => plain(step)).filter((step) => /\w{3}/.test(step));
        return {
          id: file.id,
          title: plain(file.title),
          why: plain(file.detail) || plain(file.title),
          help: steps.join(' ') || plain(file.title),
          url: pageOf(`diagnoses/${file.id}`),
          severity: 'error',
        };
      }),
  ];
}

/** Every rule about configurations. */
export async function configCatalogue(ruleset: RulesetId): Promise<Entry[]> {
  const rules = await builtinConfigRules();
  return rules.map(({ rule }) => ruleEntry(rule, rule.remediation.steps, 'rules/config', ruleset));
}

function ruleEntry(rule: RuleText, steps: string[], folder: string, ruleset: RulesetId): Entry {
  return {
    id: rule.id,
    title: plain(rule.title),
    why: plain(rule.why),
    help: steps.map(plain).join(' ') || plain(rule.expected),
    url: pageOf(`${folder}/${rule.id}`),
    severity: rule.severity[ruleset],
  };
}

/** Without what stands there for a place that only a run fills. */
function plain(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}/g, '...');
}
