import type { Json } from '../model.js';

/** `{{it.status}}` and its like. */
export const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** The name of a fact that is a number of milliseconds. */
const DURATION = /(?:^|\.)ms$|[a-z]Ms$/;

/** A message with its placeholders filled from `{ it, with, server }`. */
export function fill(message: string, data: Json): string {
  return message.replace(PLACEHOLDER, (_whole, path: string) => {
    const value = valueAt(data, path);
    return typeof value === 'number' && DURATION.test(path) ? durationWords(value) : words(value);
  });
}

/** `20 ms`, `3 s`, `4.2 s`, `31 s`: as exactly as a person wants it. */
function durationWords(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  return `${seconds < 9.95 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}

/** The same, but null where a placeholder names nothing: half an edit is none. */
export function filled(template: string, data: Json): string | null {
  const missing = [...template.matchAll(PLACEHOLDER)].some(([, path = '']) => {
    const value = valueAt(data, path);
    return value === null || value === undefined || value === '';
  });
  return missing ? null : fill(template, data);
}

/** The truth value that a template of one placeholder names; null where it names none. */
export function truthAt(template: string, data: Json): boolean | null {
  const [, path = ''] = /^\{\{\s*([\w.-]+)\s*\}\}$/.exec(template) ?? [];
  const value = valueAt(data, path);
  return typeof value === 'boolean' ? value : null;
}

function valueAt(data: Json, path: string): Json | undefined {
  let value: Json | undefined = data;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = value[key];
  }
  return value;
}

function words(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.join(', ');
  return String(value);
}
