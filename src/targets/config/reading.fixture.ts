import type { ConfigEntry, ConfigFile, ConfigHeader, ConfigText, Place } from '../../model.js';
import { targetsOf } from './targets.js';

/** A configuration as it was read, in lines that a person can check against the file. */
export function linesOf(file: ConfigFile): string[] {
  return file.entries.flatMap((entry) => [
    `${at(entry.place)} ${entry.name}${entry.scope === null ? '' : ` in ${entry.scope}`}: ${entry.transport}`,
    ...(entry.skipped === null ? [] : [`  skipped: ${entry.skipped}`]),
    ...(entry.declared === null ? [] : [`  ${at(entry.declared.place)} declared ${entry.declared.text}`]),
    ...(entry.url === null ? [] : textLines('url', entry.url)),
    ...entry.headers.flatMap(headerLines),
  ]);
}

/** What would go out to each server, or why nothing would. */
export function wireOf(file: ConfigFile): string[] {
  return targetsOf(file, { credentials: [] }).flatMap(({ entry, target, problem }) => {
    if (problem !== null) return [`${entry.name}: ${problem.lines().join('\n')}`];
    if (target === null) return [];
    const kept = new Set(target.headers);
    return [
      `${target.name}: ${target.url} shown as ${target.shownUrl}`,
      ...target.configured.map(
        (line) => `  ${line[0]}: ${line[1]}${kept.has(line) ? '' : ' (the probe has its own)'}`,
      ),
      `  credentials ${target.credentials.join(', ')}; secrets ${[...new Set(target.secrets)].join(' | ')}`,
    ];
  });
}

/** Every place of a file with what must stand there. */
export function placesOf({ entries }: ConfigFile): { place: Place; text: string }[] {
  return entries.flatMap((entry: ConfigEntry) => {
    const { name, place, declared, url, headers } = entry;
    const texts = [...(url === null ? [] : [url]), ...headers.map(({ text }) => text)];
    return [
      { place, text: name },
      ...(declared === null ? [] : [declared]),
      ...headers.flatMap(({ namePlace, name: header, path }) =>
        path.at(-1) === header ? [{ place: namePlace, text: header }] : [],
      ),
      ...texts.map(({ raw, place: spot }) => ({ place: spot, text: raw })),
    ];
  });
}

function headerLines({ name, namePlace, text }: ConfigHeader): string[] {
  return textLines(`${at(namePlace)} ${name}`, text);
}

function textLines(what: string, { place, raw, expanded, variables, unexpanded }: ConfigText): string[] {
  return [
    `  ${at(place)} ${what}: ${expanded === null ? `${raw} (not expanded)` : expanded}`,
    ...variables.map(({ name, place: spot, state }) => `    ${at(spot)} ${name} ${state}`),
    ...unexpanded.map((reference) => `    stays ${reference}`),
  ];
}

function at({ line, column }: Place): string {
  return `${line}:${column}`;
}
