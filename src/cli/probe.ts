import { UserError } from '../errors.js';
import type { Asked, Depth, FailOn, Recording, RulesetId, Target } from '../model.js';
import type { Sender } from '../net/sender.js';
import { budgets } from '../plan/budget.js';
import { conduct } from '../record/conduct.js';
import { renderPlan } from '../report/planPage.js';
import { startProgress } from '../report/progress.js';
import { isCi, viewOf } from '../report/view.js';
import { hasCredentials } from '../target/credentials.js';
import { targetFromUrl } from '../target/fromUrl.js';
import type { Context } from './context.js';
import { reportOn, rulesFor } from './judging.js';
import { publish, saveRecording } from './publish.js';
import { openPersona } from './serve.js';

export interface ProbeOptions {
  header: string[];
  bearerEnv?: string;
  credential: string[];
  ruleset?: RulesetId;
  rules?: string;
  quick?: true;
  thorough?: true;
  era: Asked['era'];
  burst: number;
  timeout: number;
  concurrency: number;
  failOn?: FailOn;
  format: 'terminal' | 'json';
  output?: string;
  record?: string;
  plan?: true;
  demo?: string | true;
  debug?: true;
}

/** How long requests under way are still waited for after Ctrl-C, in milliseconds. */
const LAST_ANSWERS_MS = 700;

/** `probe`: one target, from a URL or the built-in server. @returns the exit code */
export async function probe(
  context: Context,
  url: string | undefined,
  options: ProbeOptions,
): Promise<number> {
  const asked: Asked = {
    depth: depthOf(options),
    era: options.era,
    ruleset: options.ruleset ?? 'recommended',
    failOn: options.failOn ?? 'error',
    timeoutMs: options.timeout,
    burst: options.burst,
    clients: [],
  };
  const demo =
    options.demo === undefined ? null : await startDemo(options.demo, url, options, context.process.env);
  try {
    const target = demo?.target ?? targetOf(url, options, context.process.env);
    if (options.plan === true) return await showPlan(context, target, asked, options);
    // A mistake in a user's rule is named before anything is sent; our own rules are read meanwhile.
    const withOwn = options.rules === undefined ? null : await rulesFor(options.rules);
    const { createSender } = await import('../net/sender.js');
    const [recording, rules] = await Promise.all([
      send(
        context,
        createSender(options.concurrency),
        target,
        { ...asked, burst: demo?.burst ?? asked.burst },
        options,
      ),
      withOwn ?? rulesFor(null),
    ]);
    const code = await publish(context, reportOn([recording], rules, asked), options);
    if (options.record !== undefined) await saveRecording(context, options.record, recording);
    return code;
  } finally {
    await demo?.close();
  }
}

function depthOf({ quick, thorough }: ProbeOptions): Depth {
  if (quick === true) return 'quick';
  return thorough === true ? 'thorough' : 'default';
}

function targetOf(url: string | undefined, options: ProbeOptions, env: NodeJS.ProcessEnv): Target {
  if (url === undefined) {
    throw new UserError('no URL was given', {
      whatToDo:
        'mcp-accept probe https://example.com/mcp, or mcp-accept probe --demo for the built-in server',
    });
  }
  const { header, credential, bearerEnv } = options;
  return targetFromUrl(url, { headers: header, credentials: credential, bearerEnv: bearerEnv ?? null, env });
}

/** Sends the matrix. Ctrl-C ends the run and its sessions; a second one ends the process. */
async function send(
  { writer, process }: Context,
  sender: Sender,
  target: Target,
  asked: Asked,
  options: ProbeOptions,
): Promise<Recording> {
  const abort = new AbortController();
  const progress = startProgress(
    process.stderr,
    process.stderr.isTTY === true && !isCi(process.env) && options.debug !== true,
  );
  const stop = (): void => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
    // What is under way may still open a session, and that one is to be ended: a moment for its answer.
    setTimeout(() => sender.interrupt(), LAST_ANSWERS_MS).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (asked.depth === 'thorough') await announce({ writer, process }, asked, target);
  let sent = 0;
  try {
    return await conduct(target, sender.send, {
      asked,
      concurrency: options.concurrency,
      signal: abort.signal,
      onStep(plan, step) {
        sent += 1;
        if (options.debug === true) void writer.err(`#${sent} ${plan.id} ${step.name}\n`);
        else progress.update(`${plan.id} ${step.name} (request ${sent})`);
      },
    });
  } finally {
    progress.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await sender.close();
  }
}

/** What a thorough run may upset, said before it is sent. */
async function announce({ writer }: Context, asked: Asked, target: Target): Promise<void> {
  const flows = plansFor(asked, target).flatMap((budget) => budget.flows);
  const warnings = [...new Set(flows.flatMap((flow) => (flow.upsets === null ? [] : [flow.upsets])))];
  await writer.err(
    `--thorough also sends, last, what is known to upset some servers:\n${warnings.map((line) => `  - ${line}\n`).join('')}`,
  );
}

function plansFor(asked: Asked, target: Target): ReturnType<typeof budgets> {
  return budgets({ ...asked, credentials: hasCredentials(target) });
}

async function showPlan(
  { writer, process }: Context,
  target: Target,
  asked: Asked,
  options: ProbeOptions,
): Promise<number> {
  const budget = plansFor(asked, target);
  // A server with sessions takes the longer conversation; the stateless one is part of it.
  const shown = budget.filter(({ era, stateful }) => era === 'modern' || stateful);
  const input = {
    url: target.shownUrl,
    flows: [...new Map(shown.flatMap(({ flows }) => flows).map((flow) => [flow.id, flow])).values()],
    budget: budget.map(({ era, stateful, max }) => ({ era: stateful ? 'legacy, sessions' : era, max })),
  };
  if (options.format === 'json') {
    await writer.out(`${JSON.stringify(input, null, 2)}\n`);
  } else {
    await writer.out(renderPlan(input, viewOf(process.stdout, process.env)));
  }
  return 0;
}

interface Demo {
  target: Target;
  burst: number;
  close(): Promise<void>;
}

/** The built-in server on loopback, with its token, and a burst that reaches its limit. */
async function startDemo(
  name: string | true,
  url: string | undefined,
  options: ProbeOptions,
  env: NodeJS.ProcessEnv,
): Promise<Demo> {
  if (url !== undefined) {
    throw new UserError('--demo probes the built-in server, not a URL', { whatToDo: 'give one of the two' });
  }
  const { startServer } = await import('../demo/server.js');
  const persona = await openPersona(name === true ? 'strict' : name);
  const token = persona.auth === null ? [] : [`Authorization: Bearer ${persona.auth.token}`];
  const given = {
    headers: [...options.header, ...token],
    credentials: options.credential,
    bearerEnv: options.bearerEnv ?? null,
    env,
  };
  // Bad input is refused before there is a server to close.
  targetFromUrl('http://127.0.0.1/mcp', given);
  const server = await startServer(persona);
  const target = targetFromUrl(server.url, given);
  const burst = options.burst > 0 || persona.rateLimit === null ? options.burst : persona.rateLimit.limit + 1;
  return { target: { ...target, name: 'demo' }, burst, close: () => server.close() };
}
