import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createSender } from '../../src/net/sender.js';
import { BODY_CAP, EVENT_CAP, INTERIM_CAP, type WireRequest, type WireResult } from '../../src/net/wire.js';
import { portOf, readRequests } from '../hostile/server.js';
import { seedAnswers } from './answers.js';
import type { Fuzzer } from './case.js';
import { framed, mutatedBytes } from './framing.js';
import type { Random } from './random.js';

/** Far more than an answer on loopback takes; where none comes, so long is waited. */
const TIMEOUT_MS = 120;
/** A busy machine is late. */
const LATE_MS = 10_000;

/** A stream too: no answer on it is the one that is waited for. */
const TO_ITS_END = { read: 'answer', answerTo: 'another' } as const;

/** What a server sends, piece by piece, and whether it hangs up then. */
interface Script {
  pieces: Buffer[];
  hangsUp: boolean;
}

/**
 * The reading side alone: answers of real servers and personas, in every framing and coding, cut anywhere; most with
 * some bytes changed. Each ends in an answer within the caps or in a failure of ours. An answer that nobody changed is
 * read as the same whatever its framing, its coding and its pieces.
 */
export async function readingFuzzer(): Promise<Fuzzer> {
  const seeds = await seedAnswers();
  const scripts = new Map<string, Script>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    readRequests(socket, ({ path }) => void play(socket, scripts.get(path)));
  });
  const port = await portOf(server);
  const sender = createSender(64);
  let count = 0;
  const read = async (
    script: Script,
    how: Pick<WireRequest, 'read' | 'answerTo'>,
    timeoutMs: number,
  ): Promise<WireResult> => {
    const path = `/${count++}`;
    scripts.set(path, script);
    try {
      return await sender.send({
        method: 'POST',
        url: `http://127.0.0.1:${port}${path}`,
        headers: [['Accept', 'application/json, text/event-stream']],
        body: '{}',
        timeoutMs,
        pool: null,
        ...how,
      });
    } finally {
      scripts.delete(path);
    }
  };
  return {
    async run(random) {
      const seed = random.pick(seeds);
      const { bytes, closes } = framed(seed, random);
      if (random.once(5)) {
        // All of it has to come: a time-out would tell nothing.
        const whole = await read({ pieces: [bytes], hangsUp: closes }, TO_ITS_END, LATE_MS);
        const other = framed(seed, random);
        const script = { pieces: cut(other.bytes, random), hangsUp: other.closes };
        const [one, two] = [saidBy(whole), saidBy(await read(script, TO_ITS_END, LATE_MS))];
        if (one !== two) return `is read otherwise in another framing, or in pieces: ${one} and ${two}`;
        return whole.outcome.kind === 'answer' ? null : `a sound answer cannot be read: ${one}`;
      }
      const script = { pieces: cut(mutatedBytes(bytes, random), random), hangsUp: closes || random.once(3) };
      const began = performance.now();
      const result = await read(
        script,
        { read: random.pick(['answer', 'headers', 'first-event']), answerTo: 1 },
        TIMEOUT_MS,
      );
      const ms = performance.now() - began;
      return ms > TIMEOUT_MS + LATE_MS ? `took ${Math.round(ms)} ms` : problemWith(result);
    },
    async close() {
      await sender.close();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function play(socket: Socket, script: Script | undefined): Promise<void> {
  for (const piece of script?.pieces ?? []) {
    if (socket.destroyed) return;
    socket.write(piece);
    await new Promise(setImmediate);
  }
  if (script?.hangsUp === true) socket.end();
}

function cut(bytes: Buffer, random: Random): Buffer[] {
  const places = Array.from({ length: random.below(6) }, () => random.below(bytes.length + 1));
  const ends = [...places, bytes.length].sort((a, b) => a - b);
  return ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end)).filter((piece) => piece.length > 0);
}

/** What was read, without when it came and in which framing. */
function saidBy({ outcome }: WireResult): string {
  if (outcome.kind === 'failure') return `${outcome.stage} ${outcome.code}`;
  const { status, headers, text, events } = outcome;
  const kept = events === null ? text : events.map(({ event, data }) => [event, data]);
  const framing = /^(content-length|transfer-encoding|content-encoding|link)$/i;
  const lines = headers
    .filter(([name]) => !framing.test(name))
    .map(([name, value]) => [name.toLowerCase(), value]);
  return JSON.stringify([status, lines, kept]);
}

/** Where an outcome is none of ours. */
function problemWith({ outcome }: WireResult): string | null {
  if (outcome.kind === 'failure') return outcome.code === '' ? 'a failure without a code' : null;
  const { status, headers, interim, text, events } = outcome;
  if (!Number.isInteger(status) || status < 100 || status > 999) return `status ${status}`;
  if (text.length > BODY_CAP) return `a text of ${text.length}`;
  if ((events?.length ?? 0) > EVENT_CAP + 1000) return `${events?.length} events`;
  if (interim.length > INTERIM_CAP) return `${interim.length} interim answers`;
  const odd = headers.find(([name, value]) => /[\r\n\0]/.test(name + value));
  return odd === undefined ? null : `a header line with a break in it: ${JSON.stringify(odd)}`;
}
