import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { builtinRules } from '../src/judge/builtin.js';
import type { Asked, Recording, Report, TargetReport } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { knowledgeFor, reportOn } from '../src/run/judging.js';
import { probePersona, probeUrl } from './probing.js';

/** How a failure that was seen in the field is told by a probe, or why it is not: `fixtures/signatures.json`. */
export type Signature = { why: string } & (
  | { seen: 'as a diagnosis'; blame: string[]; cases: Case[] }
  | { seen: 'as a diagnosis, by its examples alone'; blame: string[] }
  | { seen: 'as a finding'; rules: string[]; cases: Case[] }
  | { seen: 'as a trait'; traits: string[]; cases: Case[] }
  | { seen: 'in the entry, by lint'; rules: string[] }
  | {
      seen: 'not';
      reason: 'needs time' | 'below HTTP' | 'needs an infrastructure' | 'needs tools/call' | 'not asked';
    }
);

/** A server that shows it, and how it is probed. */
export interface Case {
  /** A file of `fixtures/servers/`. */
  persona?: string;
  /** What no persona can be. */
  at?: 'a closed port' | 'a self-signed certificate';
  options?: string[];
  /** In place of the persona's own; null: none. */
  token?: string | null;
  /** The client that is named, and what its entry says. */
  client?: string;
  headers?: [string, string][];
  transport?: 'sse';
}

export async function signatures(): Promise<Record<string, Signature>> {
  const path = join(packageRoot, 'fixtures', 'signatures.json');
  return JSON.parse(await readFile(path, 'utf8')) as Record<string, Signature>;
}

export function casesOf(signature: Signature): Case[] {
  return 'cases' in signature ? signature.cases : [];
}

/** The few options of `probe` that a file may name. */
export function askedBy(options: readonly string[]): Partial<Asked> {
  const burst = options.indexOf('--burst');
  return {
    depth: options.includes('--thorough') ? 'thorough' : 'default',
    burst: burst < 0 ? 0 : Number(options[burst + 1]),
  };
}

const rules = await builtinRules();

/** What the command would report of a recording. */
export async function judged(recording: Recording): Promise<Report> {
  const asked = { ruleset: 'recommended', failOn: 'error' } as const;
  return reportOn([recording], rules, asked, null, await knowledgeFor([recording]));
}

const probed = new Map<string, Promise<Report>>();

/** Probes the server of a case as the command does; the same case once in a process. */
export function probeCase(one: Case): Promise<Report> {
  const key = JSON.stringify(one);
  const report = probed.get(key) ?? recorded(one).then(judged);
  probed.set(key, report);
  return report;
}

export function theTarget({ targets }: Report): TargetReport {
  const [target] = targets;
  if (target === undefined) throw new Error('nothing was reported');
  return target;
}

async function recorded(one: Case): Promise<Recording> {
  const { persona, at, options = [], token, client, headers = [] } = one;
  const transport: 'http' | 'sse' = one.transport ?? 'http';
  const yours = (await loadProfiles()).findLast((profile) => profile.client === client);
  const asked = { ...askedBy(options), yours: yours?.id ?? null };
  const settings = {
    profiles: yours === undefined ? [] : [yours],
    target: { transport, ...(headers.length === 0 ? {} : { configured: headers }) },
    ...(token === undefined ? {} : { token }),
  };
  if (persona !== undefined) return (await probePersona(persona, asked, settings)).recording;
  const { url, close } = at === 'a closed port' ? await closedPort() : await selfSigned();
  return probeUrl(url, asked, settings).finally(close);
}

async function closedPort(): Promise<{ url: string; close(): void }> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return { url: `http://127.0.0.1:${port}/mcp`, close() {} };
}

async function selfSigned(): Promise<{ url: string; close(): void }> {
  const part = (name: string) => readFile(join(packageRoot, 'test', 'hostile', `test-only-${name}.pem`));
  const [cert, key] = await Promise.all([part('cert'), part('key')]);
  const server = createServer({ cert, key }, (_request, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}/mcp`, close: () => void server.close() };
}
