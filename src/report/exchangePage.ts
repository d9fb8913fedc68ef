import type { Exchange, HeaderLine, Json } from '../model.js';
import { shellQuoted } from '../remedy/advice/shell.js';
import { isMasked, MASK } from '../secrets/mask.js';
import { forTerminal } from './escape.js';

/** As much of a body as a reader wants on a screen, in code points. */
const BODY = 4000;

/** One exchange as it went, line by line, and as a command that sends it again with secrets as variables. */
export function renderExchange({ id, request, outcome }: Exchange): string {
  const { pathname, search, host } = new URL(request.url);
  const body = request.body === null ? [] : ['', JSON.stringify(request.body)];
  const sent = [
    `${request.method} ${pathname}${search} HTTP/1.1`,
    ...withHost(request.headers, host).map(headerText),
    ...body,
  ];
  const got =
    outcome.kind === 'failure'
      ? [`no answer: ${outcome.code} (${outcome.stage}, after ${Math.round(outcome.ms)} ms)`]
      : [
          `HTTP/1.1 ${outcome.status} (${Math.round(outcome.totalMs)} ms)`,
          ...outcome.headers.map(headerText),
          '',
          ...outcome.body.text.split('\n'),
          ...(outcome.body.end === 'complete' ? [] : [`(the body ended so: ${outcome.body.end})`]),
        ];
  const lines = [
    `${id}, sent:`,
    ...sent.map((line) => `> ${forTerminal(line, BODY)}`),
    '',
    'received:',
    ...got.map((line) => `< ${forTerminal(line, BODY)}`),
    '',
    'the same with curl:',
    forTerminal(curlOf(request)),
  ];
  return `${lines.join('\n')}\n`;
}

function withHost(headers: readonly HeaderLine[], host: string): HeaderLine[] {
  return headers.some(([name]) => name.toLowerCase() === 'host')
    ? [...headers]
    : [['Host', host], ...headers];
}

/** As it stands on the wire. */
export function headerText([name, value]: HeaderLine): string {
  return `${name}: ${value}`;
}

/** curl adds an `Accept` of its own unless it is told not to. */
function curlOf({ method, url, headers, body }: Exchange['request']): string {
  const own = headers.filter(([name]) => !/^(host|connection|content-length)$/i.test(name));
  const accept = own.some(([name]) => name.toLowerCase() === 'accept') ? [] : ["-H 'Accept:'"];
  const words = [
    `curl -i -X ${method}`,
    ...accept,
    ...own.map(([name, value]) => `-H ${headerWord(name, value)}`),
    ...(body === null ? [] : [`--data ${shellQuoted(textOf(body))}`]),
    isMasked(url) ? `${shellQuoted(url)}  # put the secret in` : shellQuoted(url),
  ];
  return words.join(' ');
}

/** What was masked, or is known to the server alone, is a variable. */
function headerWord(name: string, value: string): string {
  if (!value.includes(MASK) && !value.includes('[session ')) return shellQuoted(`${name}: ${value}`);
  const variable = name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  const scheme = /^(bearer|basic) /i.exec(value)?.[0] ?? '';
  return `"${name}: ${scheme}$${variable}"`;
}

function textOf(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
