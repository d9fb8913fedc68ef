import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { listPersonas, loadPersona } from '../../src/demo/personas.js';
import { startServer } from '../../src/demo/server.js';
import type { HeaderLine, Recording } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';

/** An answer as a server gave it, without the framing that it came in. */
export interface SeedAnswer {
  status: number;
  headers: HeaderLine[];
  body: Buffer;
}

const FRAMING = /^(content-length|transfer-encoding|content-encoding|connection|keep-alive|date)$/i;
const PERSONAS = join(packageRoot, 'fixtures', 'servers');
const RECORDED = join(packageRoot, 'fixtures', 'fingerprints');
const PATIENCE_MS = 400;
const MESSAGES = [
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"fuzz","version":"1"}}}',
  '{"jsonrpc":"2.0","id":2,"method":"tools/list"}',
];

/** Every different answer of the recordings of real servers, and of every persona. In the same order each time. */
export async function seedAnswers(): Promise<SeedAnswer[]> {
  const all = [...recorded(), ...(await spoken())];
  const byText = new Map(
    all.map((one) => [`${one.status} ${one.headers.join()} ${one.body.toString('latin1')}`, one]),
  );
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function recorded(): SeedAnswer[] {
  const files = readdirSync(RECORDED).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => {
    const { flows = [] } = JSON.parse(readFileSync(join(RECORDED, file), 'utf8')) as Partial<Recording>;
    return flows
      .flatMap(({ exchanges }) => exchanges)
      .flatMap(({ outcome }) =>
        outcome.kind === 'answer'
          ? [
              {
                status: outcome.status,
                headers: unframed(outcome.headers),
                body: Buffer.from(outcome.body.text),
              },
            ]
          : [],
      );
  });
}

async function spoken(): Promise<SeedAnswer[]> {
  const names = (await listPersonas(PERSONAS)).map(({ name }) => name);
  const answers = await Promise.all(
    names.map(async (name) => {
      const server = await startServer(await loadPersona(PERSONAS, name));
      try {
        return await Promise.all(MESSAGES.map((message) => rawAnswer(new URL(server.url), message)));
      } finally {
        await server.close();
      }
    }),
  );
  return answers.flat().flatMap((raw) => parsed(raw) ?? []);
}

/** What comes within a moment. */
async function rawAnswer({ hostname, port, pathname, host }: URL, body: string): Promise<Buffer> {
  const socket = connect(Number(port), hostname);
  socket.setTimeout(PATIENCE_MS, () => socket.end());
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return buffer(socket).catch(() => Buffer.alloc(0));
}

function parsed(raw: Buffer): SeedAnswer | null {
  const end = raw.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = raw.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  if (status < 200) return null;
  const headers = lines.map((line): HeaderLine => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const isChunked = headers.some(([name, value]) => /^transfer-encoding$/i.test(name) && value === 'chunked');
  const body = raw.subarray(end + 4);
  return { status, headers: unframed(headers), body: isChunked ? unchunked(body) : body };
}

function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = end < 0 ? 0 : Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

/** A recording may hold what no header line can: what is left out here was masked. */
function unframed(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.filter(([name, value]) => !FRAMING.test(name) && !/[\r\n]/.test(value));
}
