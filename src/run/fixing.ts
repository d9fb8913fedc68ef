import { existsSync } from 'node:fs';
import type { FixReport } from '../model.js';
import { applyEdits } from '../remedy/edits/edits.js';
import { type Move, movedServers } from '../remedy/edits/move.js';
import { mend } from '../remedy/proof/mend.js';
import { placed, placingOf } from '../remedy/proof/placing.js';
import { readConfig } from '../targets/config/entries.js';
import { jsonOf } from '../targets/config/node.js';
import { readConfigText } from '../targets/config/readFile.js';
import { targetsOf } from '../targets/config/targets.js';
import { claudeNotes } from './claudeFiles.js';
import { fixReport, lintOf, type Subject } from './fixReport.js';
import { recordedBridges } from './recordedClient.js';
import type { Underway } from './underway.js';

/** What could be written, and what is to be said of it; nothing is written here. */
export interface Fixing {
  report: FixReport;
  /** It was ended before everything was tried: then no edit is made. */
  interrupted: boolean;
  /** The file with the edits. */
  text: string;
  /** Both files, where its servers go to another one. */
  moved: Move | null;
  /** What is left to do, with its places in what is written. */
  whenWritten: FixReport['remaining'];
}

/** Does what sends, and ends it when it is told to. */
export type WhileUnderway = <T>(work: (underway: Underway) => Promise<T>) => Promise<T>;

/**
 * What mends a configuration, as far as that can be proved on its servers.
 * @param asked `shell`: the environment in which the user would type what is printed
 * @throws {UserError} where there is no such server
 */
export async function fixing(
  subject: Subject,
  asked: { server: string | null; timeoutMs: number; shell: NodeJS.ProcessEnv },
  whileUnderway: WhileUnderway,
): Promise<Fixing> {
  const { file, formats, env, profile } = subject;
  const placing = await placingOf(file, env, formats);
  const read = placing?.file ?? file;
  const entries = targetsOf(read, { server: asked.server, credentials: [] }).map(({ entry }) => entry);
  const found = await lintOf(read, profile);
  const bridgeFor = await recordedBridges();
  const { proved, interrupted } = await whileUnderway(async ({ signal, sender, step }) => ({
    proved: await mend(read, entries, found, {
      formats,
      env,
      shell: asked.shell,
      profile,
      bridgeFor,
      // A pool for each: a server that holds its connections keeps none from another.
      sendFor: () => sender(1).send,
      timeoutMs: asked.timeoutMs,
      signal,
      onStep: step,
    }),
    interrupted: signal.aborted,
  }));
  const mended = placing === null ? proved : placed(placing, proved, file.format.title);
  const made = interrupted ? [] : mended.made;
  const text = await applyEdits(file.text, file.format.syntax, made);
  const to = interrupted ? null : (placing?.to ?? null);
  const moved = to === null ? null : await moveOf(subject, text, to);
  const { report, whenWritten } = await fixReport(subject, found, mended, { text, moved }, interrupted);
  const notes = await claudeNotes(file, made, entries, asked.shell);
  return { report: { ...report, notes }, interrupted, text, moved, whenWritten };
}

/** Both files, when the servers of this text have gone to the one that their client reads. */
async function moveOf({ file, formats, env }: Subject, text: string, to: string): Promise<Move> {
  const { format } = file;
  const there = existsSync(to) ? await readConfigText(to) : null;
  const { entries } = await readConfig({ path: to, text, env, client: format.id }, formats);
  const servers = entries.map(({ name, node }) => ({ name, entry: jsonOf(node) }));
  return movedServers(file, to, there, servers);
}
