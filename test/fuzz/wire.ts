import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { recordingChecker } from '../../src/judge/builtin.js';
import { readRecordedRun } from '../../src/record/stored.js';
import { rendererOf } from '../../src/report/formats/index.js';
import { NO_RUN } from '../../src/report/run.js';
import { viewOf } from '../../src/report/view.js';
import { reportOn, rulesFor } from '../../src/run/judging.js';
import { head, plainAnswer, rpcAnswer, whole } from '../hostile/answers.js';
import { portOf, type Received, readRequests } from '../hostile/server.js';
import { probeUrl } from '../probing.js';
import { type Fuzzer, hostileIn, schemaOf } from './case.js';
import { mutatedText } from './mutate.js';
import { type Random, randomOf } from './random.js';

/** Far more than an answer on loopback takes; where none comes, so long is waited. */
const TIMEOUT_MS = 80;
const ASKED = { ruleset: 'recommended', failOn: 'error' } as const;

/** A server for each case that garbles some of its answers: the real sender, conduct and judgement against it. */
export async function wireFuzzer(): Promise<Fuzzer> {
  const [rules, problemIn, checker, render] = await Promise.all([
    rulesFor(null),
    schemaOf('report.schema.json'),
    recordingChecker(),
    rendererOf('terminal', 'probe'),
  ]);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    readRequests(socket, (request) => garble(socket, request));
  });
  const port = await portOf(server);
  return {
    async run(random, name) {
      const depth = random.once(8) ? 'quick' : 'control';
      const url = `http://127.0.0.1:${port}/${name}`;
      const recording = await probeUrl(url, { depth, timeoutMs: TIMEOUT_MS }, { concurrency: 1 });
      const report = reportOn([recording], rules, ASKED);
      const stored = readRecordedRun(JSON.stringify(recording), name, checker);
      const again = reportOn(stored.recordings, rules, ASKED);
      if (JSON.stringify(again) !== JSON.stringify(report)) return 'check says something else than probe';
      return problemIn(report) ?? hostileIn(render(report, viewOf({}, { COLUMNS: '100' }), NO_RUN));
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What is answered depends on the case and on what is asked, not on when. */
function garble(socket: Socket, request: Omit<Received, 'nth'>): void {
  const asked = /"method":"([^"]*)"/.exec(request.body)?.[1] ?? request.method;
  const random = randomOf(`${request.path} ${asked}`);
  const sound = random.once(3);
  const text = answerTo({ nth: 1, ...request }, random);
  const bytes = Buffer.from(sound ? text : mutatedText(text, random), 'latin1');
  const cut = random.below(bytes.length + 1);
  socket.write(bytes.subarray(0, cut));
  setImmediate(() => {
    if (socket.destroyed) return;
    socket.write(bytes.subarray(cut));
    if (random.once(8)) socket.destroy();
    else if (random.once(3)) socket.end();
  });
}

function answerTo(request: Received, random: Random): string {
  const rpc = rpcAnswer(request);
  const json = ['Content-Type: application/json', 'Mcp-Session-Id: s-1'];
  const stream = ['Content-Type: text/event-stream', 'Transfer-Encoding: chunked'];
  const event = `id: 1\nevent: message\ndata: ${rpc}\n\n`;
  const packed = gzipSync(rpc).toString('latin1');
  const limits = ['RateLimit-Limit: 10', 'RateLimit: "default";r=3;t=1', 'Retry-After: 1'];
  const refusal =
    '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Not Acceptable: application/json"},"id":null}';
  const discover = `{"jsonrpc":"2.0","id":${JSON.stringify(idOf(request))},"result":{"supportedVersions":["2026-07-28"],"capabilities":{}}}`;
  return random.pick([
    plainAnswer(request),
    plainAnswer(request),
    whole('200 OK', 'application/json; charset=utf-8', rpc, ...json.slice(1), ...limits),
    head('200 OK', ...stream) + chunked(event),
    head('200 OK', ...stream) + chunked(event.slice(0, 9)) + chunked(event.slice(9)),
    head('200 OK', ...json, 'Content-Encoding: gzip', `Content-Length: ${packed.length}`) + packed,
    head('103 Early Hints', 'Link: </x>') + plainAnswer(request),
    whole('406 Not Acceptable', 'application/json', refusal, ...limits),
    whole(
      '401 Unauthorized',
      'text/html',
      '<html>no</html>',
      'WWW-Authenticate: Bearer resource_metadata="/x"',
    ),
    whole('429 Too Many Requests', 'text/plain', 'slow down', ...limits.slice(0, 2)),
    whole('200 OK', 'application/json', discover, 'Connection: close'),
    `${head('200 OK', 'Content-Type: text/event-stream')}event: endpoint\ndata: /messages?id=1\n\n`,
    whole('307 Temporary Redirect', 'text/plain', '', 'Location: http://[::1]:1/%zz'),
  ]);
}

function idOf({ body }: Received): unknown {
  return /"id":(\d+)/.exec(body)?.[1] ?? null;
}

function chunked(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
}
