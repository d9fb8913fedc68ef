import type { ConfigEntry, ConfigFile, ConfigText, Format, VariableFacts } from '../../model.js';
import { type SentenceId, say } from '../../say.js';
import { MASK } from '../../secrets/mask.js';
import { withoutScheme } from '../../secrets/shapes.js';
import { isVariableName, literalOf, shownReference } from '../../targets/config/literal.js';
import { shownName } from '../../targets/config/names.js';
import { isToken, namesVariable } from './header.js';
import { urlText } from './shownUrl.js';
import { urlKey } from './url.js';

/** A text of an entry, with what leads to it. */
interface Holder {
  text: ConfigText;
  path: string[];
  /** Nothing in it but references may be a secret. */
  bare: boolean;
}

/** The facts about each reference to a variable, and about what looks like one and stays as it is. */
export function variablesOf({ entries, format }: ConfigFile): VariableFacts[] {
  return entries.flatMap((entry, at) =>
    textsOf(entry, format).flatMap((holder, index) => {
      const base = {
        entry: `entry${at}`,
        server: entry.name,
        path: holder.path,
        whenUnset: whenUnset(holder.path, format),
      };
      const facts = [...ownOf(holder, format), ...foreignOf(holder, format)];
      return facts.map((fact, number) => ({ ...base, ...fact, id: `variable${at}.${index}.${number}` }));
    }),
  );
}

type OwnFacts = Omit<VariableFacts, 'id' | 'entry' | 'server' | 'path' | 'whenUnset'>;

function textsOf(entry: ConfigEntry, format: Format): Holder[] {
  const { url } = entry;
  // Where a token stands for the name, no variable is missing.
  const named = entry.headers.filter(({ path, text }) => !namesVariable(path, format) || !isToken(text.raw));
  const headers = named.map(({ text, path }) => ({ text, path, bare: isBare(text, format) }));
  if (url === null) return headers;
  const path = [...entry.path, urlKey(entry, format)];
  return [{ text: url, path, bare: urlText(url.raw, format).bare }, ...headers];
}

function ownOf({ text, path }: Holder, format: Format): OwnFacts[] {
  const bare = new Set([...text.raw.matchAll(/\$(\w+)/g)].map(([, name]) => name));
  return text.variables.map((variable) => {
    const name = shownName(variable.name);
    return {
      place: variable.place,
      name,
      state: variable.state,
      written: bare.has(name) ? `$${name}` : written(name, format),
      suggested: null,
      mended: null,
      lineBreak: namesVariable(path, format) ? lineBreak(variable.value, path, format) : null,
    };
  });
}

/** What Codex makes of it; every other client cuts the ends of a value off. */
function lineBreak(value: string | null, path: readonly string[], { keys }: Format): string | null {
  if (value === null || !/[\r\n]$/.test(value)) return null;
  return path.at(-1) === keys.bearerEnv ? say('line-break-drops-server') : say('line-break-drops-header');
}

function foreignOf({ text, bare }: Holder, format: Format): OwnFacts[] {
  // A dollar sign inside of a value is more likely a part of a password than a variable.
  const references = text.unexpanded.filter((reference) => reference.includes('{') || bare);
  return references.map((reference) => {
    const name = nameIn(reference);
    const suggested = name === null || format.expansion.write === null ? null : written(name, format);
    const alone = bare && references.length === 1;
    return {
      place: text.place,
      name: name ?? MASK,
      state: 'unexpanded',
      written: shownReference(reference),
      suggested,
      lineBreak: null,
      mended: alone && suggested !== null ? text.raw.replace(reference, () => suggested) : null,
    };
  });
}

const WHEN_UNSET: Record<Format['expansion']['unset'], SentenceId> = {
  error: 'unset-refuses-entry',
  empty: 'unset-sends-nothing',
  literal: 'unset-sends-reference',
  unknown: 'unset-not-documented',
};

function whenUnset(path: readonly string[], format: Format): string {
  return say(WHEN_UNSET[namesVariable(path, format) ? 'unknown' : format.expansion.unset]);
}

function written(name: string, format: Format): string {
  return format.expansion.write?.replace('NAME', name) ?? name;
}

/** The variable that a foreign reference means; null for what a client would ask for, or a file. */
function nameIn(reference: string): string | null {
  const [, name = ''] = /^(?:\$\{(?:env:)?|\{env:|\$)(\w+)(?::-.*)?\}?$/s.exec(reference) ?? [];
  return isVariableName(name) ? name : null;
}

function isBare({ raw }: ConfigText, format: Format): boolean {
  return withoutScheme(`${literalOf(raw, format)} `) === '';
}
