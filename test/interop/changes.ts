import { isDeepStrictEqual } from 'node:util';
import type { Report } from '../../src/model.js';
import { compare } from '../../src/report/compare.js';
import type { Truth } from './readings.js';
import type { Connecting } from './verdicts.js';

/** What was found out about one server at one time; null: nothing yet. */
export interface Measured {
  truth: Truth | null;
  report: Report | null;
  clients: Connecting | null;
}

/** What changed from one measuring to the next, a line each: what the server answers, what is said of it, who connects. */
export function changes(before: Measured, after: Measured): string[] {
  if (before.report === null || after.report === null) return ['new'];
  const diffs = compare(before.report, after.report, 'error').flatMap((one) => [
    ...(one.before === one.after ? [] : [`was ${one.before}, is ${one.after}`]),
    ...one.findings.new.map(({ rule, subject }) => `new: ${rule} ${subject}`.trim()),
    ...one.findings.mended.map(({ rule, subject }) => `gone: ${rule} ${subject}`.trim()),
  ]);
  return [...answers(before.truth, after.truth), ...diffs, ...whoConnects(before.clients, after.clients)];
}

function answers(before: Truth | null, after: Truth | null): string[] {
  const [was, is] = [leaves(before), leaves(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
    const [old, now] = [was.get(path), is.get(path)];
    return isDeepStrictEqual(old, now) ? [] : [`${path}: ${JSON.stringify(old)} -> ${JSON.stringify(now)}`];
  });
}

/** Every value by its path: `legacy both list`. */
function leaves(value: unknown, path: string[] = []): Map<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return new Map([[path.join(' '), value]]);
  }
  return new Map(Object.entries(value).flatMap(([key, member]) => [...leaves(member, [...path, key])]));
}

function whoConnects(before: Connecting | null, after: Connecting | null): string[] {
  const word = (all: Connecting | null, client: string): string => {
    if (all?.connects.includes(client)) return 'connects';
    return all !== null && client in all.fails ? `does not (${all.fails[client]})` : 'unknown';
  };
  const named = (all: Connecting | null) =>
    all === null ? [] : [...all.connects, ...Object.keys(all.fails), ...Object.keys(all.untold)];
  return [...new Set([...named(before), ...named(after)])].flatMap((client) => {
    const [was, is] = [word(before, client), word(after, client)];
    return was === is ? [] : [`${client}: ${was} -> ${is}`];
  });
}
