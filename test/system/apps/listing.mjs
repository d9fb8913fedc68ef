/** Programs that list their servers, each with a mark, and are then done. */
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { inGroup } from '../../realClients/group.mjs';

/** Each server has its own time limit; that is shorter. */
const LIMIT_MS = 90_000;

/** What a server is called in the configuration, by its place: every program allows that. */
export const nameOf = (index) => `s${index}`;

/** @returns the configuration's entries by their name */
export function named(entries, entryOf) {
  return Object.fromEntries(entries.map((entry, index) => [nameOf(index), entryOf(entry)]));
}

/**
 * @param {(home: string) => Promise<import('../../realClients/group.mjs').Beginning>} begin
 * @param {(name: string) => RegExp} connected the line of a server that it reached
 * @param {import('./index.mjs').Entry[]} entries
 * @returns {Promise<boolean[]>}
 */
export function listed(begin, connected, entries) {
  return inGroup(begin, LIMIT_MS, async (child) => {
    child.stdin.end();
    // Gemini's list is on the other of the two.
    const both = await Promise.all([text(child.stdout), textOf(child.stderr)]);
    const said = stripVTControlCharacters(both.join('\n'));
    return entries.map((_, index) => {
      const name = nameOf(index);
      if (!new RegExp(`\\b${name}\\b`).test(said)) throw new Error(`no word on ${name} in: ${said}`);
      return connected(name).test(said);
    });
  });
}

/** Of a stream that others read as well. */
function textOf(stream) {
  let said = '';
  stream.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve) => stream.once('end', () => resolve(said)));
}
