import type { Exchange, Flow, Recording } from '../../../model.js';
import { headerText } from '../../exchangePage.js';
import { forMarkup, linesForMarkup } from '../../media.js';

/** A body is shown so far, in characters; the recording keeps the rest. */
const BODY_SHOWN = 20_000;
const LINE_SHOWN = 10_000;

export interface ShownExchange {
  exchange: Exchange;
  /** `legacy/json-only initialize`, and the client where it was a replay. */
  what: string;
}

/** Every exchange of a run, in the order of sending. */
export function exchangesOf({ flows, plan, replays, repeats }: Recording): ShownExchange[] {
  const named = (flow: Flow, steps: Recording['plan'][number]['steps'], prefix: string): ShownExchange[] =>
    flow.exchanges.map((exchange) => ({
      exchange,
      what: `${prefix} ${steps[exchange.step]?.name ?? exchange.request.method}`,
    }));
  const { tries = [], opening = null } = repeats ?? {};
  return [
    ...[...(opening === null ? [] : [opening]), ...tries].flatMap(({ flow, plan: own }) =>
      named(flow, own.steps, flow.id),
    ),
    ...flows.flatMap((flow) => named(flow, plan.find(({ id }) => id === flow.id)?.steps ?? [], flow.id)),
    ...replays.flatMap(({ profile, flow, plan: own, without }) =>
      named(flow, own.steps, without.length === 0 ? profile : `${profile} without ${without.join(', ')}`),
    ),
  ].sort((a, b) => a.exchange.startedMs - b.exchange.startedMs || a.exchange.seq - b.exchange.seq);
}

/** `406`, `no answer (ECONNRESET)`. */
export function cameOf({ outcome }: Exchange): string {
  return outcome.kind === 'answer' ? String(outcome.status) : `no answer (${outcome.code})`;
}

/** How long an exchange took until the first byte, and in all, in milliseconds. */
export function timesOf({ outcome }: Exchange): { firstMs: number; totalMs: number } {
  return outcome.kind === 'answer'
    ? { firstMs: outcome.firstByteMs, totalMs: outcome.totalMs }
    : { firstMs: outcome.ms, totalMs: outcome.ms };
}

/** A bar for each exchange, along the time of the run. @param anchor what the ids of this target begin with */
export function waterfall(shown: readonly ShownExchange[], anchor: string): string {
  const end = Math.max(1, ...shown.map(({ exchange }) => exchange.startedMs + timesOf(exchange).totalMs));
  const share = (ms: number): string => ((ms / end) * 1000).toFixed(1);
  const rows = shown.map(({ exchange, what }) => {
    const { startedMs, id } = exchange;
    const { firstMs, totalMs } = timesOf(exchange);
    const bar = `<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="wait" x="${share(startedMs)}" y="1" width="${share(Math.max(firstMs, end / 500))}" height="8"/><rect class="receive" x="${share(startedMs + firstMs)}" y="1" width="${share(Math.max(0, totalMs - firstMs))}" height="8"/></svg>`;
    return `<tr><th scope="row"><a href="#${anchor}-${forMarkup(id)}">${forMarkup(id)}</a></th><td>${forMarkup(what, 200)}</td><td>${forMarkup(cameOf(exchange), 80)}</td><td>${bar}</td><td>${Math.round(startedMs)} + ${Math.round(totalMs)} ms</td></tr>`;
  });
  return [
    '<div class="wide" tabindex="0" role="region" aria-label="Timing of every exchange"><table class="waterfall">',
    '<caption>From its start: grey until the first byte, blue until the last</caption>',
    '<thead><tr><th scope="col">id</th><th scope="col">request</th><th scope="col">answer</th><th scope="col">when</th><th scope="col">started, took</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('\n');
}

/** Request and answer side by side. */
export function sideBySide({ exchange, what }: ShownExchange, anchor: string): string {
  const { id, request, outcome } = exchange;
  const sent = [
    `${request.method} ${request.url}`,
    ...request.headers.map(headerText),
    '',
    ...(request.body === null ? [] : [JSON.stringify(request.body, null, 2)]),
  ].join('\n');
  const got =
    outcome.kind === 'failure'
      ? `no answer: ${outcome.stage}, ${outcome.code}, after ${Math.round(outcome.ms)} ms`
      : [String(outcome.status), ...outcome.headers.map(headerText), '', shortened(outcome.body)].join('\n');
  const name = forMarkup(id);
  return [
    `<details id="${anchor}-${name}"><summary>${name} ${forMarkup(what, 200)}: ${forMarkup(cameOf(exchange), 80)}</summary>`,
    '<div class="pair">',
    `<div><h4>sent</h4><pre tabindex="0" aria-label="${name}, the request">${linesForMarkup(sent, LINE_SHOWN)}</pre></div>`,
    `<div><h4>got</h4><pre tabindex="0" aria-label="${name}, the answer">${linesForMarkup(got, LINE_SHOWN)}</pre></div>`,
    '</div></details>',
  ].join('\n');
}

function shortened({ text, bytes, end }: { text: string; bytes: number; end: string }): string {
  const whole = end === 'complete' ? '' : `\n(the body is not whole: ${end})`;
  if (text.length <= BODY_SHOWN) return text + whole;
  return `${text.slice(0, BODY_SHOWN)}\n(${bytes} bytes in all; mcp-accept check RECORDING --show has them)${whole}`;
}
