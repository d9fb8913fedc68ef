import { bySeverity } from '../../judge/severity.js';
import type {
  ConfigEdit,
  ConfigEntry,
  ConfigFile,
  ConfigFinding,
  ConfigNode,
  KeyFacts,
  Place,
} from '../../model.js';
import { placesIn } from '../../targets/config/places.js';
import type { Proposal, Suggestion } from './prove.js';
import { secretAsVariable } from './secretAsVariable.js';

/** What lint saw, and where the value of a secret that is written down may be found under a name. */
export interface Seen {
  findings: readonly ConfigFinding[];
  keys: readonly KeyFacts[];
  env: Readonly<Record<string, string | undefined>>;
}

/** What lint found about one server, as edits that may help. What no edit mends is left out. */
export function lintProposals(file: ConfigFile, entry: ConfigEntry, seen: Seen): Proposal[] {
  const proposals = findingsOf(file, entry, seen.findings).flatMap((finding): Proposal[] => {
    const { rule, severity, server, line, column } = finding;
    const suggestion = suggestionFor(finding, file, entry, seen);
    if (suggestion === null) return [];
    const touchesWire = finding.edit === null ? rule !== 'literal-secret' : finding.touchesWire;
    return [{ rule, severity, server, line, column, touchesWire, ...suggestion }];
  });
  // Two rules may ask for the same: the graver one speaks, or else the first.
  const graver = (one: Proposal, other: Proposal): boolean => bySeverity(other, one) < 0;
  return proposals.filter(
    (one, at) =>
      !proposals.some(
        (other, index) =>
          sameEdits(one, other) && (graver(one, other) || (index < at && !graver(other, one))),
      ),
  );
}

/** Whether two proposals change the file in the same way. */
export function sameEdits(one: Proposal, other: Proposal): boolean {
  const text = ({ edits }: Proposal): string =>
    JSON.stringify(edits.map((edit) => ({ value: null, ...edit })));
  return text(one) === text(other);
}

/** Rules about a key that has a better name. */
const RENAMED = new Set(['key-misspelt', 'key-refused']);

function suggestionFor(
  finding: ConfigFinding,
  file: ConfigFile,
  entry: ConfigEntry,
  { keys, env }: Seen,
): Suggestion | null {
  const { rule, edit, line, column } = finding;
  if (edit !== null) return { what: inWords(edit, entry), edits: [edit] };
  const isHere = (place: At): boolean => place.line === line && place.column === column;
  if (rule === 'literal-secret' && entry.bridge === null) {
    const header = entry.headers.find(({ namePlace }) => isHere(namePlace));
    return header === undefined ? null : secretAsVariable(file.format, entry, header, env);
  }
  const key = RENAMED.has(rule) ? keys.find(({ place }) => isHere(place)) : undefined;
  // Into another object it is moved by hand.
  if (key?.nearest == null || key.nearest.includes('.')) return null;
  if (entry.node.properties.some((other) => other.key === key.nearest)) return null;
  return {
    what: `call "${key.path.at(-1)}" "${key.nearest}"`,
    edits: [{ path: key.path, key: key.nearest }],
  };
}

/**
 * Findings say the server's name, which may stand in several scopes of one file: the place decides. In TOML,
 * what belongs to an entry may stand anywhere, in tables of their own.
 */
function findingsOf(
  { text }: ConfigFile,
  entry: ConfigEntry,
  findings: readonly ConfigFinding[],
): ConfigFinding[] {
  const placeOf = placesIn(text);
  const ranges = [entry.place, ...placesBelow(entry.node)].map((start) => ({
    start,
    end: placeOf(start.offset + start.length, 0),
  }));
  return findings.filter(
    (finding) =>
      finding.server === entry.name &&
      ranges.some(({ start, end }) => isAfter(finding, start) && isAfter(end, finding)),
  );
}

function placesBelow({ place, properties, items }: ConfigNode): Place[] {
  const below = properties.flatMap(({ keyPlace, value }) => [keyPlace, ...placesBelow(value)]);
  return [place, ...below, ...items.flatMap(placesBelow)];
}

type At = Pick<Place, 'line' | 'column'>;

/** At the same place too. */
function isAfter(one: At, other: At): boolean {
  return one.line > other.line || (one.line === other.line && one.column >= other.column);
}

/** `remove the header Accept`, `set "type" to "http"`. */
function inWords({ path, value }: ConfigEdit, entry: ConfigEntry): string {
  const below = path.slice(entry.path.length);
  const header = entry.headers.find((each) => JSON.stringify(each.path) === JSON.stringify(path));
  const thing =
    header !== undefined
      ? `the header ${header.name}`
      : below.length === 0
        ? 'the entry'
        : `"${below.join('.')}"`;
  if (value === undefined) return `remove ${thing}`;
  return `set ${thing} to ${typeof value === 'string' ? `"${value}"` : JSON.stringify(value)}`;
}
