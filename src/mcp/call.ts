import { UserError } from '../errors.js';
import { builtinConfigRules, builtinDiagnoses, builtinRules } from '../judge/builtin.js';
import type { Asked, FixReport, Route } from '../model.js';
import { MOST_AT_ONCE } from '../plan/atOnce.js';
import { renderExplanation, renderMeanings } from '../report/explanation.js';
import { type Kind, type Reports, rendererOf } from '../report/formats/index.js';
import { renderConfigRulePage, renderRulePage } from '../report/rulePages.js';
import { NO_RUN } from '../report/run.js';
import type { Chosen } from '../run/choose.js';
import { askedOf, type ChosenClients, chooseClients, TIMEOUT_MS } from '../run/chosenClients.js';
import { fixing } from '../run/fixing.js';
import { knowledgeFor, reportOn, rulesFor } from '../run/judging.js';
import { lintReport } from '../run/lintReport.js';
import { recordedClient } from '../run/recordedClient.js';
import { askingOf, recordAll, type Sending } from '../run/send.js';
import { type Underway, withSenders } from '../run/underway.js';
import { routeFrom } from '../targets/route.js';
import { choose, openOne, type Scope, type Wanted } from './scope.js';
import { toldFix, toldLint, toldProbe } from './told.js';
import type { ToolName } from './tools.js';

/** What a call came to. */
export interface Result {
  /** As `rules/schema/agent.schema.json` has it for this tool. */
  told: Record<string, unknown>;
  /** The page that a person would see. */
  page: string;
  /** A server may be quoted in the page. */
  quotes: boolean;
}

/** How a call is gone on with. */
export interface Calling {
  signal: AbortSignal;
  /** A request goes out. */
  onStep: (words: string) => void;
}

const VIEW = { width: 100, color: false };

/** Does what a tool does. @throws {UserError} for what the assistant, or its user, can mend */
export function call(
  name: ToolName,
  values: Record<string, string | null>,
  scope: Scope,
  calling: Calling,
): Promise<Result> {
  const { file = null, server = null, url = null } = values;
  const wanted: Wanted = { file, server, url };
  switch (name) {
    case 'probe':
      return probe(wanted, values['depth'] === 'quick' ? 'quick' : 'default', scope, calling);
    case 'clients':
      return clients(wanted, values['client'] ?? null, scope, calling);
    case 'lint':
      return lint(file, scope);
    case 'fix':
      return fix(wanted, scope, calling);
    case 'explain':
      return explain(values['what'] ?? null);
  }
}

async function probe(wanted: Wanted, depth: Asked['depth'], scope: Scope, calling: Calling): Promise<Result> {
  const chosen = await choose(scope, wanted);
  const replayed = await chooseClients({}, chosen.format);
  const asked = askedOf(replayed, { depth });
  return judged('probe', chosen, replayed, asked, scope, calling);
}

async function clients(
  wanted: Wanted,
  client: string | null,
  scope: Scope,
  calling: Calling,
): Promise<Result> {
  const chosen = await choose(scope, wanted);
  const replayed = await chooseClients(client === null ? { clients: true } : { client }, chosen.format);
  return judged('clients', chosen, replayed, askedOf(replayed, { depth: 'control' }), scope, calling);
}

async function judged(
  kind: 'probe' | 'clients',
  { entries, configuration }: Chosen,
  { profiles, named }: ChosenClients,
  asked: Asked,
  scope: Scope,
  calling: Calling,
): Promise<Result> {
  const route = await routeFrom({}, scope.env);
  const sending: Sending = {
    concurrency: MOST_AT_ONCE,
    profiles,
    thorough: false,
    named,
    repeat: null,
    route,
    trace: false,
    elsewhere: false,
    onExchange: () => {},
  };
  const asking = await askingOf(entries, asked, sending);
  const recordings = await underway(calling, route, (its) => recordAll(entries, asking, asked, sending, its));
  calling.signal.throwIfAborted();
  const rules = kind === 'probe' ? await rulesFor(null) : [];
  const report = reportOn(recordings, rules, asked, configuration, await knowledgeFor(recordings, profiles));
  return { told: toldProbe(report), page: await pageOf(kind, report), quotes: true };
}

async function lint(named: string | null, scope: Scope): Promise<Result> {
  const { file } = await openOne(scope, named);
  const report = await lintReport(file, { client: undefined, ruleset: 'recommended', failOn: 'error' });
  return { told: toldLint(report), page: await pageOf('lint', report), quotes: false };
}

async function fix({ file: named, server }: Wanted, scope: Scope, calling: Calling): Promise<Result> {
  const { file, formats } = await openOne(scope, named);
  const profile = await recordedClient(file.format, undefined);
  const route = await routeFrom({}, scope.env);
  const subject = { file, formats, env: scope.env, profile };
  const { report } = await fixing(subject, { server, timeoutMs: TIMEOUT_MS, shell: scope.env }, (work) =>
    underway(calling, route, work),
  );
  calling.signal.throwIfAborted();
  const shown: FixReport = { ...report, next: 'Nothing was written: a dry run.' };
  return { told: toldFix(shown), page: await pageOf('fix', shown), quotes: true };
}

async function explain(what: string | null): Promise<Result> {
  if (what === null) return explained(null, renderMeanings(VIEW));
  const [diagnoses, onAnswers, onConfigurations] = await Promise.all([
    builtinDiagnoses(),
    builtinRules(),
    builtinConfigRules(),
  ]);
  const found = renderExplanation(
    what,
    diagnoses.map(({ file }) => file),
    VIEW,
  );
  if ('page' in found) return explained(what, found.page);
  const rule = onAnswers.find((one) => one.rule.id === what)?.rule;
  if (rule !== undefined) return explained(what, renderRulePage(rule, null, null, VIEW));
  const onFiles = onConfigurations.find((one) => one.rule.id === what)?.rule;
  if (onFiles !== undefined) return explained(what, renderConfigRulePage(onFiles, VIEW));
  throw new UserError('nothing of that name is explained here', {
    whatToDo:
      found.near.length > 0 ? `did you mean ${found.near.join(' or ')}?` : 'leave `what` out for a list',
  });
}

function explained(what: string | null, page: string): Result {
  return { told: { what, page }, page, quotes: false };
}

async function pageOf<K extends Kind>(kind: K, report: Reports[K]): Promise<string> {
  return (await rendererOf('terminal', kind))(report, VIEW, NO_RUN);
}

function underway<T>(
  { signal, onStep }: Calling,
  route: Route,
  work: (its: Underway) => Promise<T>,
): Promise<T> {
  return withSenders(signal, route, (sender) =>
    work({
      signal,
      sender,
      step: (name, plan, step) => onStep(`${name === '' ? '' : `${name}: `}${plan.id} ${step.name}`),
      tries: () => () => {},
    }),
  );
}
