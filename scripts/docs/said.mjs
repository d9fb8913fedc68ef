// rules/said.json: the words that real servers were measured to say beside a status or an error code, from the recordings in
// fixtures/interop/. `explain` shows them.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { measuredServers } from './servers.mjs';

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'fixtures', 'interop');

/** What says the words of an SDK that is in the list itself. */
const MOUNTED = ['front', 'fastapi'];
/** Longer words are cut: they go on with what the request named. */
const LENGTH = 90;
/** What differs from request to request, and the versions that a server lists. */
const VARIABLE = [
  [/[0-9a-f]{8}-?[0-9a-f-]{20,}|\d{6,}/g, '…'],
  [/(supported|Supported versions)(: \[?| versions: )?\d{4}-\d\d-\d\d.*/, '$1 …'],
  [/\b(?:1999|2099|2025|2026)-\d\d-\d\d\b/g, '…'],
  [/mcp-accept\/unknown|server\/discover/g, '…'],
];

/** @returns the text of the file: each status and code with the same words once, and who says them */
export function saidByServers() {
  const found = new Map();
  const libraries = measuredServers().filter(({ library }) => !MOUNTED.includes(library));
  for (const { name, about, version } of libraries) {
    for (const { status, code, text } of refusalsOf(name)) {
      const key = JSON.stringify([status, code, text]);
      const by = found.get(key) ?? new Map();
      found.set(key, by.set(about.title, [...(by.get(about.title) ?? []), version]));
    }
  }
  const rows = [...found].map(([key, by]) => {
    const [status, code, text] = JSON.parse(key);
    return {
      status,
      code,
      text,
      by: [...by].map(([title, versions]) => spanned(title, versions)).join('; '),
    };
  });
  rows.sort((a, b) => a.status - b.status || (b.code ?? 0) - (a.code ?? 0) || (a.text < b.text ? -1 : 1));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function refusalsOf(name) {
  const file = join(folder, `${name.replaceAll(/[ /]/g, '_')}.json.gz`);
  const { flows } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
  return flows.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ outcome }) => (outcome.kind === 'answer' ? saidIn(outcome) : [])),
  );
}

/** A JSON-RPC error, or the plain text of a refusal. */
function saidIn({ status, headers, body, events }) {
  const errors = [body.text, ...(events ?? []).map(({ data }) => data)].flatMap((text) => errorIn(text));
  if (errors.length > 0) {
    return errors.map(({ code, message }) => ({ status, code, text: shortened(message) }));
  }
  const type = headers.find(([header]) => header.toLowerCase() === 'content-type')?.[1] ?? '';
  const words = shortened(body.text);
  return status >= 400 && /^text\/plain|^$/.test(type) && words !== '' && !/[{<]/.test(words)
    ? [{ status, code: null, text: words }]
    : [];
}

function errorIn(text) {
  try {
    const { error } = JSON.parse(text) ?? {};
    return Number.isInteger(error?.code) ? [error] : [];
  } catch {
    return [];
  }
}

function shortened(message) {
  const text = VARIABLE.reduce((all, [what, by]) => all.replace(what, by), String(message));
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LENGTH ? `${line.slice(0, LENGTH).trimEnd()}…` : line;
}

/** `MCP TypeScript SDK 1.10.2 to 1.32.2` */
function spanned(title, versions) {
  const distinct = [...new Set(versions)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const [first, last] = [distinct.at(0), distinct.at(-1)];
  return first === last ? `${title} ${first}` : `${title} ${first} to ${last}`;
}
