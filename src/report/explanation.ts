import codes from '../../rules/codes.json' with { type: 'json' };
import said from '../../rules/said.json' with { type: 'json' };
import type { DiagnosisFile, Json } from '../model.js';
import { nearest } from '../nearest.js';
import { painter } from './colour.js';
import { forTerminal } from './escape.js';
import { sentence } from './formats/terminal/sentence.js';
import { beside, numbered, proseWidth, wrap } from './layout.js';
import { NARROWEST, type View } from './view.js';

/** What a status or an error code means at this boundary, in both eras. */
interface Meaning {
  title: string;
  legacy: string;
  modern: string;
  next: string[];
}

const STATUSES: Record<string, Meaning> = codes.statuses;
const CODES: Record<string, Meaning> = codes.codes;
const ERAS = [
  ['up to 2025-11-25', 'legacy'],
  ['2026-07-28 on', 'modern'],
] as const;

/** Every status and code, with what it means in each era. */
export function renderMeanings(view: View): string {
  const paint = painter(view.color);
  const width = widthOf(view);
  const part = (name: string, meanings: Record<string, Meaning>, keys: string[]): string[] => [
    paint('strong', name),
    ...keys.flatMap((key) => {
      const { title, legacy, modern } = meanings[key] ?? { title: '', legacy: '', modern: '' };
      const newer = modern.startsWith('The same') ? '' : ` 2026-07-28 on: ${modern}`;
      return beside(`  ${key.padEnd(8)}`, `${title}. ${legacy}${newer}`, width, (same) =>
        paint('strong', same),
      );
    }),
  ];
  return text([
    ...part('HTTP', STATUSES, Object.keys(STATUSES)),
    '',
    ...part('JSON-RPC', CODES, Object.keys(CODES)),
    '',
    ...beside(
      '',
      'One in full: mcp-accept explain 406; a diagnosis: mcp-accept explain nothing-listens',
      width,
    ),
  ]);
}

/**
 * The page of a status, of an error code, or of a diagnosis or the signatures that it names.
 * @returns the page, or names that look like it where there is none
 */
export function renderExplanation(
  what: string,
  diagnoses: readonly DiagnosisFile[],
  view: View,
): { page: string } | { near: string[] } {
  const meaning = own(STATUSES, what) ?? own(CODES, what);
  if (meaning !== null) return { page: meaningPage(what, meaning, diagnoses, view) };
  const named = diagnoses.filter(({ id, signatures }) => id === what || signatures.includes(what));
  if (named.length > 0) return { page: named.map((file) => diagnosisPage(file, view)).join('\n') };
  const known = [
    ...diagnoses.flatMap(({ id, signatures }) => [id, ...signatures]),
    ...Object.keys(STATUSES),
    ...Object.keys(CODES),
  ];
  return { near: nearest(what, [...new Set(known)]) };
}

function own(meanings: Record<string, Meaning>, key: string): Meaning | null {
  return Object.hasOwn(meanings, key) ? (meanings[key] ?? null) : null;
}

function meaningPage(
  what: string,
  meaning: Meaning,
  diagnoses: readonly DiagnosisFile[],
  view: View,
): string {
  const paint = painter(view.color);
  const width = widthOf(view);
  const causes = diagnoses.filter(({ when }) => asksFor(when, ['status', 'rpcErrorCode'], Number(what)));
  return text([
    paint('strong', `${what} ${meaning.title}`),
    ...ERAS.flatMap(([name, era]) => ['', paint('strong', name), ...beside('  ', meaning[era], width)]),
    '',
    paint('strong', 'What to do'),
    ...numbered(meaning.next, width, '  '),
    ...measured(Number(what), view),
    ...(causes.length === 0
      ? []
      : [
          '',
          paint('strong', 'It is a sign of'),
          ...causes.flatMap(({ id, title }) => beside(`  ${id}  `, spoken(title), width)),
        ]),
  ]);
}

/** Which server library was measured to say it, in which words. */
function measured(number: number, view: View): string[] {
  const rows = said.filter(({ status, code }) => status === number || code === number);
  if (rows.length === 0) return [];
  return [
    '',
    painter(view.color)('strong', 'Who was measured to say it'),
    ...rows.flatMap(({ status, code, text: words, by }) =>
      beside(`  ${status}${code === null ? '' : ` ${code}`}  `, `"${words}" ${by}`, widthOf(view)),
    ),
  ];
}

function diagnosisPage(file: DiagnosisFile, view: View): string {
  const paint = painter(view.color);
  const width = widthOf(view);
  const { id, signatures, group, title, detail, blame, alsoInvolved, tellApart, references } = file;
  const parties = blame.filter((party) => party !== 'none').join(' or ');
  const also = alsoInvolved.length === 0 ? '' : ` (perhaps ${alsoInvolved.join(', ')})`;
  const section = (name: string, lines: string[]): string[] =>
    lines.length === 0 ? [] : ['', paint('strong', name), ...lines];
  return text([
    ...wrap(sentence(spoken(title)), width).map((line) => paint('strong', line)),
    ...beside('  ', [id, ...signatures.filter((one) => one !== id)].join(', '), width).map((line) =>
      paint('quiet', line),
    ),
    ...section('Fault', parties === '' ? [] : beside('  ', `${parties}${also}`, width)),
    ...section('Seen by', /^<\w+>$/.test(spoken(detail)) ? [] : beside('  ', spoken(detail), width)),
    ...section(
      'What to do',
      numbered(
        file.do.map(({ who, step }) => `${who}: ${spoken(step)}`),
        width,
        '  ',
      ),
    ),
    ...section(
      'The wire cannot tell apart',
      group === undefined ? [] : beside('  ', `${signatures.join(', ')}: ${spoken(group)}`, width),
    ),
    ...section('To tell them apart', tellApart === null ? [] : beside('  ', spoken(tellApart), width)),
    ...section(
      'Seen in the field',
      references.flatMap((one) => beside('  ', forTerminal(one), width)),
    ),
  ]);
}

/** What only a run fills in is named: `<status>`. */
function spoken(words: string): string {
  const named = words.replaceAll('{{control.who}}', 'Nobody').replace(/\{\{(?:\w+\.)*(\w+)\}\}/g, '<$1>');
  return forTerminal(named, 2000);
}

/** Whether a pattern asks for this value under one of these names. */
function asksFor(schema: Json, names: readonly string[], value: number): boolean {
  if (Array.isArray(schema)) return schema.some((one) => asksFor(one, names, value));
  if (typeof schema !== 'object' || schema === null) return false;
  return Object.entries(schema).some(([key, inner]) => {
    if (key === 'not') return false;
    return (names.includes(key) && allows(inner, value)) || asksFor(inner, names, value);
  });
}

function allows(schema: Json, value: number): boolean {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return false;
  return schema.const === value || (Array.isArray(schema.enum) && schema.enum.includes(value));
}

function widthOf(view: View): number {
  return proseWidth(Math.max(NARROWEST, view.width));
}

function text(lines: string[]): string {
  return `${lines.join('\n')}\n`;
}
