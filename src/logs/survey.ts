import type { Readable } from 'node:stream';
import { bySeverity } from '../judge/severity.js';
import type { LogReport } from '../model.js';
import { aboutMcp } from './about.js';
import { Clients } from './clients.js';
import type { LogReader } from './formats.js';
import { eachLine } from './lines.js';
import { joiningObjects } from './objects.js';
import { AuthLoop } from './patterns/authLoop.js';
import { ClientTells } from './patterns/clientTells.js';
import { GetFirst } from './patterns/getFirst.js';
import { OneFails } from './patterns/oneFails.js';
import { Refused } from './patterns/refused.js';
import { SessionsGone } from './patterns/sessionsGone.js';
import { gaveUp, rateLimited, serverFails } from './patterns/statuses.js';
import { UsedAfterEnd } from './patterns/usedAfterEnd.js';
import { LineReader } from './reader.js';
import { Shown } from './shown.js';
import { isoOf, type Watch } from './tally.js';

/** One log: where it is read from, and what it is called. */
export interface LogSource {
  name: string;
  from: string | Readable;
}

export interface SurveyOptions {
  readers: readonly LogReader[];
  /** Milliseconds since 1970; null: no limit. */
  since: number | null;
  until: number | null;
  revealHosts: boolean;
}

/** What logs tell, but for what is made of it: the verdict and the exit code. */
export type Survey = Omit<LogReport, 'tool' | 'version' | 'exitCode' | 'verdict'>;

/**
 * Reads logs line by line, in constant memory, one after the other.
 * @throws what reading throws: a file that is not there, an archive that is damaged
 */
export async function survey(sources: readonly LogSource[], options: SurveyOptions): Promise<Survey> {
  const { readers, since, until, revealHosts } = options;
  const shown = new Shown(revealHosts);
  const watches: Watch[] = [
    new ClientTells(),
    new SessionsGone(),
    new Refused(),
    new AuthLoop(),
    serverFails(),
    new OneFails(),
    rateLimited(),
    new UsedAfterEnd(),
    gaveUp(),
    new GetFirst(),
  ];
  const clients = new Clients();
  const read = { lines: 0, understood: 0, mcp: 0, timeless: 0, bytes: 0 };
  const used = new Map<LogReader, number>();
  let first: number | null = null;
  let last: number | null = null;
  for (const { name, from } of sources) {
    const reader = new LineReader(readers);
    read.bytes += await eachLine(
      from,
      joiningObjects((text, number) => {
        read.lines += 1;
        const line = reader.read(text);
        if (line === null) return;
        read.understood += 1;
        const { at } = line;
        if (at === null) {
          read.timeless += 1;
          if (since !== null || until !== null) return;
        } else {
          first = Math.min(first ?? at, at);
          last = Math.max(last ?? at, at);
          if ((since !== null && at < since) || (until !== null && at > until)) return;
        }
        const seen = aboutMcp(line, { file: name, line: number }, shown);
        if (seen === null) return;
        if (line.kind !== 'restart') read.mcp += 1;
        clients.see(seen);
        for (const watch of watches) watch.see(seen);
      }),
    );
    for (const [format, lines] of reader.used) used.set(format, (used.get(format) ?? 0) + lines);
  }
  const patterns = watches.map((watch) => watch.found()).filter((pattern) => pattern !== null);
  return {
    files: sources.map(({ name }) => name),
    window: { since: isoOf(since), until: isoOf(until) },
    read,
    formats: [...used].map(([{ id, title, side }, lines]) => ({ id, title, side, lines })),
    first: isoOf(first),
    last: isoOf(last),
    clients: clients.all(),
    patterns: patterns.sort(bySeverity),
  };
}
