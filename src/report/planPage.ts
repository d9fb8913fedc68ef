import type { FlowKind, FlowPlan, Need, StepPlan } from '../model.js';
import { type Paint, painter } from './colour.js';
import { forTerminal } from './escape.js';
import { beside, proseWidth, type TableCell, table } from './layout.js';
import { NARROWEST, type View } from './view.js';

export interface PlanInput {
  url: string;
  flows: FlowPlan[];
  /** The most requests that are sent, by era. */
  budget: { era: string; max: number }[];
  /** The clients that are replayed after that, and the most requests that they take together. */
  clients: { names: string[]; max: number };
}

const TABLE_FROM = 90;
const KINDS: Record<FlowKind, string> = {
  detect: 'To find the era',
  control: 'Control: what a correct client does',
  cell: 'Cells of the matrix',
  around: 'Probes around the cells',
  'control-again': 'Control again: did the server survive?',
  replay: 'Clients: what each was recorded to send',
  traffic: 'what a client sent through the tap',
};
const KIND_ORDER: FlowKind[] = ['detect', 'control', 'cell', 'around', 'control-again', 'replay', 'traffic'];
const NEEDS: Record<Need['must'], (flow: string) => string> = {
  'be-refused-without-credentials': (flow) => `only if ${flow} is refused without credentials`,
  'be-served': (flow) => `only if ${flow} is answered well`,
  'show-limits': (flow) => `only if ${flow} shows rate-limit headers`,
  challenge: (flow) => `only if ${flow} is answered by a challenge`,
  'end-its-session': (flow) => `only if ${flow} is answered well`,
  'open-a-session': (flow) => `only if ${flow} opens a session`,
  'be-refused-for-its-type': (flow) => `only if ${flow} is answered by neither a stream nor 405`,
};

/** What a probe would send, in order, and at most how many requests. */
export function renderPlan({ url, flows, budget, clients }: PlanInput, view: View): string {
  const paint = painter(view.color);
  const width = Math.max(NARROWEST, view.width);
  const limits = budget.map(({ era, max }) => `${max} requests (${forTerminal(era, 20)})`).join(', ');
  const kinds = KIND_ORDER.filter((kind) => flows.some((flow) => flow.kind === kind));
  const lines = [
    ...beside('', `Plan for ${forTerminal(url, 2000)}`, width).map((line) => paint('strong', line)),
    ...beside('', 'Nothing has been sent.', width),
    ...(limits === ''
      ? []
      : beside(
          '',
          `At most ${limits}, and some of what fails or is redirected once more. No tool is called.`,
          width,
        )),
    ...beside('', 'In brackets: sent only when the conversation calls for it.', width),
    ...kinds.flatMap((kind) => {
      const own = flows.filter((flow) => flow.kind === kind);
      return [
        '',
        paint('strong', KINDS[kind]),
        ...(width >= TABLE_FROM ? asTable(own, width) : asList(own, width)),
      ];
    }),
    ...(clients.names.length === 0
      ? []
      : [
          '',
          paint('strong', KINDS.replay),
          ...beside(
            '',
            `At most ${clients.max} requests more: ${clients.names.map((name) => forTerminal(name, 80)).join(', ')}.`,
            width,
          ),
        ]),
    ...warnings(flows, width, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function asTable(flows: FlowPlan[], width: number): string[] {
  const columns = [
    { title: 'flow', min: 14 },
    { title: 'requests', min: 16 },
    { title: 'Accept', min: 18 },
    { title: 'remarks', min: 12 },
  ];
  const rows = flows.map((flow): TableCell[] => [
    { text: forTerminal(flow.id, 60) },
    { text: requests(flow) },
    { text: accepts(flow) },
    { text: remarks(flow) },
  ]);
  return table(columns, rows, width);
}

function asList(flows: FlowPlan[], width: number): string[] {
  return flows.flatMap((flow) => [
    ...beside('', forTerminal(flow.id, 60), width),
    ...[requests(flow), `Accept: ${accepts(flow)}`, remarks(flow)].flatMap((text) =>
      text === '' ? [] : beside('  ', text, width),
    ),
  ]);
}

/** The messages in order, repeats counted; in brackets what is sent only when it is called for. */
function requests({ steps }: FlowPlan): string {
  const runs: { text: string; count: number }[] = [];
  for (const step of steps) {
    const text = step.only === 'always' ? message(step) : `(${message(step)})`;
    const last = runs.at(-1);
    if (last?.text === text) last.count += 1;
    else runs.push({ text, count: 1 });
  }
  return runs.map(({ text, count }) => (count === 1 ? text : `${count} x ${text}`)).join(', ');
}

/** The RPC method where there is one: a POST is what it carries. */
function message({ method, path, body, name }: StepPlan): string {
  const rpc = typeof body === 'object' && body !== null && !Array.isArray(body) ? body['method'] : null;
  const where = path === null ? '' : ` to ${forTerminal(path, 80)}`;
  if (typeof rpc === 'string') return `${forTerminal(rpc, 60)}${where}`;
  return `${forTerminal(method, 20)}${method === 'POST' ? ` ${name}` : ''}${where}`;
}

/** What the flow is about: the `Accept` of its subjects, as sent. */
function accepts({ steps }: FlowPlan): string {
  const subjects = steps.filter((step) => step.role === 'subject');
  return [...new Set(subjects.map(acceptOf))].join(' | ');
}

function acceptOf({ headers }: StepPlan): string {
  const lines = headers.filter(([name]) => name.toLowerCase() === 'accept').map(([, value]) => value);
  return lines.length === 0 ? 'no Accept line' : forTerminal(lines.join(' + '), 120);
}

function remarks({ steps, needs, risk }: FlowPlan): string {
  const subjects = steps.filter((step) => step.role === 'subject');
  const bare = subjects.length > 0 && subjects.every((step) => !step.credentials);
  return [
    ...(bare ? ['no credentials'] : []),
    ...needs.map((need) => NEEDS[need.must](forTerminal(need.flow, 60))),
    ...(risk === 'none' ? [] : [risk === 'upsets-server' ? 'may upset the server' : 'may upset its session']),
  ].join('; ');
}

function warnings(flows: FlowPlan[], width: number, paint: Paint): string[] {
  const known = flows.flatMap(({ id, upsets }) => (upsets === null ? [] : [{ id, upsets }]));
  if (known.length === 0) return [];
  return [
    '',
    paint('doubtful', 'May upset the server'),
    ...known.flatMap(({ id, upsets }) =>
      beside('- ', `${forTerminal(id, 60)}: ${forTerminal(upsets, 300)}`, proseWidth(width)),
    ),
  ];
}
