import type { Exchange, HeaderLine, Json, Recording, Report } from '../../model.js';
import { repeatedFlows } from '../../record/allFlows.js';
import { withoutExchanges, withoutMessages } from '../../record/archived.js';
import { jsonForTerminal } from '../escape.js';
import type { Run } from '../run.js';
import type { View } from '../view.js';

/**
 * HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/): every exchange as it was recorded, a page for
 * each flow of each target. What is not known is -1, as the format has it.
 */
export function renderHar({ tool, version }: Report, _view: View, { recordings }: Run): string {
  const pages = recordings.flatMap(pagesOf);
  return `${jsonForTerminal({
    log: {
      version: '1.2',
      creator: { name: tool, version },
      // What the format has no place for, so that `triage --from` reads a recording back.
      _recordings: recordings.map(withoutExchanges),
      pages: pages.map(({ page }) => page),
      entries: pages
        .flatMap(({ entries }) => entries)
        .sort((a, b) => a.startedDateTime.localeCompare(b.startedDateTime)),
    },
  })}\n`;
}

function pagesOf(recording: Recording, at: number) {
  const { target, flows, replays, repeats } = recording;
  const named = [
    ...repeatedFlows(repeats).map((flow) => ({ name: flow.id, flow })),
    ...flows.map((flow) => ({ name: flow.id, flow })),
    ...replays.map(({ profile, flow, without }) => ({
      name: `${profile}${without.length === 0 ? '' : ` without ${without.join(', ')}`}`,
      flow,
    })),
  ];
  return named
    .filter(({ flow }) => flow.exchanges.length > 0)
    .map(({ name, flow }, index) => {
      const id = `target_${at + 1}_flow_${index + 1}`;
      const entries = flow.exchanges.map((exchange) => entryOf(exchange, recording, id));
      return {
        page: {
          startedDateTime: entries[0]?.startedDateTime ?? recording.startedAt,
          id,
          title: `${target.url || target.name} ${name}`,
          pageTimings: { onContentLoad: -1, onLoad: -1 },
        },
        entries,
      };
    });
}

function entryOf(exchange: Exchange, { startedAt }: Recording, pageref: string) {
  const { request, outcome, id } = exchange;
  const answered = outcome.kind === 'answer';
  const time = answered ? outcome.totalMs : outcome.ms;
  const wait = answered ? outcome.firstByteMs : outcome.ms;
  return {
    pageref,
    startedDateTime: new Date(Date.parse(startedAt) + exchange.startedMs).toISOString(),
    time,
    request: requestOf(request),
    response: answered ? answerOf(outcome) : { ...NOTHING, _error: `${outcome.stage} ${outcome.code}` },
    cache: {},
    timings: { send: 0, wait, receive: Math.max(0, time - wait) },
    comment: id,
    _exchange: withoutMessages(exchange),
  };
}

function requestOf({ method, url, headers, body }: Exchange['request']) {
  const text = body === null ? null : JSON.stringify(body);
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(headerOf),
    queryString: queryOf(url),
    ...(text === null ? {} : { postData: { mimeType: lineCalled(headers, 'content-type'), text } }),
    headersSize: -1,
    bodySize: text === null ? 0 : Buffer.byteLength(text),
  };
}

function queryOf(url: string): Json[] {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

const NOTHING = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: 'x-unknown' },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
};

function answerOf({ status, headers, body }: Extract<Exchange['outcome'], { kind: 'answer' }>) {
  return {
    ...NOTHING,
    status,
    httpVersion: 'HTTP/1.1',
    headers: headers.map(headerOf),
    content: {
      size: body.bytes,
      mimeType: lineCalled(headers, 'content-type'),
      text: body.text,
      ...(body.end === 'complete' && !body.truncated
        ? {}
        : { comment: `the body is not whole: ${body.end}` }),
    },
    redirectURL: lineCalled(headers, 'location'),
    bodySize: body.bytes,
  };
}

function headerOf([name, value]: HeaderLine) {
  return { name, value };
}

function lineCalled(headers: readonly HeaderLine[], wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}
