import type { ConfigEntry, ConfigFile, ConfigText, Format, VariableFacts } from '../../model.js';
import { MASK } from '../../target/secrets.js';
import { isVariableName, literalOf, shownReference, withoutScheme } from './secrets.js';
import { urlText } from './shownUrl.js';

/** The facts about each reference to a variable, and about what looks like one and stays as it is. */
export function variablesOf({ entries, format }: ConfigFile): VariableFacts[] {
  return entries.flatMap((entry, index) => {
    const texts = [
      ...(entry.url === null
        ? []
        : [{ text: entry.url, path: entry.path, bare: bareUrl(entry.url, format) }]),
      ...entry.headers.map(({ text, path }) => ({ text, path, bare: bareValue(text, format) })),
    ];
    return texts.flatMap((one, at) => factsOf(one, entry, format, `${index}.${at}`));
  });
}

interface Holder {
  text: ConfigText;
  path: string[];
  /** Nothing in it but references may be a secret. */
  bare: boolean;
}

function factsOf(
  { text, path, bare }: Holder,
  entry: ConfigEntry,
  format: Format,
  id: string,
): VariableFacts[] {
  const entryId = `entry${id.split('.', 1)[0]}`;
  const base = { entry: entryId, server: entry.name, path, whenUnset: format.expansion.unset };
  const own = text.variables.map((variable, index): VariableFacts => {
    const name = isVariableName(variable.name) ? variable.name : cutName(variable.name);
    return {
      ...base,
      id: `variable${id}.${index}`,
      place: variable.place,
      name,
      state: variable.state,
      written: written(name, format),
      suggested: null,
      mended: null,
    };
  });
  const foreign = text.unexpanded.map((reference, index): VariableFacts => {
    const name = nameIn(reference);
    const suggested = name === null ? null : written(name, format);
    return {
      ...base,
      id: `unexpanded${id}.${index}`,
      place: text.place,
      name: name ?? MASK,
      state: 'unexpanded',
      written: shownReference(reference),
      suggested: format.expansion.write === null ? null : suggested,
      mended:
        suggested !== null && format.expansion.write !== null && bare && text.unexpanded.length === 1
          ? text.raw.replace(reference, () => suggested)
          : null,
    };
  });
  return [...own, ...foreign];
}

function written(name: string, format: Format): string {
  return format.expansion.write?.replace('NAME', name) ?? name;
}

/** `TOKEN` of `TOKEN:-fallback`, where the client knows no fallbacks and takes all of it for the name. */
function cutName(name: string): string {
  const [start = ''] = /^[A-Z_]\w*(?=:-)/i.exec(name) ?? [];
  return isVariableName(start) ? `${start}:-...` : MASK;
}

/** The variable that a foreign reference means; null for what a client would ask for, or a file. */
function nameIn(reference: string): string | null {
  const [, name = ''] = /^(?:\$\{(?:env:)?|\{env:|\$)(\w+)(?::-.*)?\}?$/s.exec(reference) ?? [];
  return isVariableName(name) ? name : null;
}

function bareUrl(url: ConfigText, format: Format): boolean {
  return urlText(url.raw, format).bare;
}

function bareValue({ raw, unexpanded }: ConfigText, format: Format): boolean {
  const rest = unexpanded.reduce((text, reference) => text.replace(reference, ''), literalOf(raw, format));
  return withoutScheme(`${rest} `) === '';
}
