import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { ConfigEntry, ConfigFile, FixNote } from '../model.js';
import { type ClaudeFiles, everythingRemembered, whatStops } from '../remedy/advice/claudeState.js';
import { jqCommand, jqProgram } from '../remedy/advice/jq.js';
import type { Edit } from '../remedy/edits/edits.js';
import { readConfigText } from '../targets/config/readFile.js';
import { parsed } from './parsed.js';

const USER_FILE = '.claude.json';
const NEEDS_AUTH = 'mcp-needs-auth-cache.json';

/** Claude Code's own file, which it writes while it runs: also where a link leads to it. */
export async function isClaudeUserFile({ path, format }: ConfigFile): Promise<boolean> {
  const real = await realpath(path).catch(() => path);
  return !format.editable || basename(real) === USER_FILE;
}

/**
 * What Claude Code remembers that matters for this file, and the lines that make it forget; for its own
 * file also the line that makes the edits. Other clients have no such memory that is known.
 */
export async function claudeNotes(
  file: ConfigFile,
  made: readonly Edit[],
  entries: readonly ConfigEntry[],
  env: NodeJS.ProcessEnv,
): Promise<FixNote[]> {
  if (await isClaudeUserFile(file)) return ownNotes(file, made, env);
  if (file.format.client !== 'claude-code') return [];
  const files = await claudeFiles(env);
  const folder = dirname(resolve(file.path));
  const real = await realpath(folder).catch(() => folder);
  const names = entries.map(({ name }) => name);
  return [...new Set([folder, real])].flatMap((project, at) =>
    // The folder matters for the first of the two files alone.
    whatStops(at === 0 ? files : { ...files, needsAuth: null }, project, names),
  );
}

function ownNotes(file: ConfigFile, made: readonly Edit[], env: NodeJS.ProcessEnv): FixNote[] {
  const path = shownPath(resolve(file.path), env);
  const text = `Quit Claude Code, then make the changes above with this line; it keeps everything else, and the file as it was in ${path}.bak (where there is one already, in another beside it).`;
  const byKeys = made.flatMap((edit) => ('plain' in edit ? [] : [edit]));
  // jq reads no comments either.
  const first =
    byKeys.length === made.length ? '' : 'Take the comments and trailing commas out by hand first. ';
  const edits =
    byKeys.length === 0 ? [] : [{ text: first + text, command: jqCommand(jqProgram(byKeys), path) }];
  const memory = everythingRemembered({ path, value: parsed(file.text) });
  return [...edits, ...(memory === null ? [] : [memory])];
}

async function claudeFiles(env: NodeJS.ProcessEnv): Promise<ClaudeFiles> {
  const home = homeOf(env);
  const own = env['CLAUDE_CONFIG_DIR'];
  const [user, needsAuth] = await Promise.all([
    readJson(join(own ?? home, USER_FILE), env),
    readJson(join(own ?? join(home, '.claude'), NEEDS_AUTH), env),
  ]);
  return { user, needsAuth };
}

/** Null where there is none, or none that says anything: it is not what the user asked about. */
async function readJson(path: string, env: NodeJS.ProcessEnv): Promise<ClaudeFiles['user']> {
  const text = await readConfigText(path).catch(() => null);
  const value = text === null ? null : parsed(text);
  return value === null ? null : { path: shownPath(path, env), value };
}

/** `~/.claude.json`, as people write it. */
function shownPath(path: string, env: NodeJS.ProcessEnv): string {
  const home = homeOf(env);
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || homedir();
}
