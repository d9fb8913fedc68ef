import { UserError } from '../errors.js';
import { FORMATS, type FormatName, formatsFor, type Kind } from '../report/formats/index.js';

/** One report of a run: in which format, and the file; null: on stdout. */
export interface Destination {
  format: FormatName;
  path: string | null;
}

/** Where reports go, as the command line says it. */
export interface Wanted {
  format: FormatName;
  output?: string;
  report?: Destination[];
}

/** Reads `sarif:out.sarif`; `-` is stdout. @throws {UserError} for what is not that */
export function destinationOf(text: string, kind: Kind): Destination {
  const at = text.indexOf(':');
  const name = at < 0 ? text : text.slice(0, at);
  const path = at < 0 ? '' : text.slice(at + 1);
  const formats = formatsFor(kind);
  const format = formats.find((one) => one === name);
  if (format === undefined || path === '') {
    throw new UserError(
      format === undefined ? 'there is no such format here' : 'this report has nowhere to go',
      {
        where: `--report ${text}`,
        found: name in FORMATS ? `${name}, which has no report of ${kind}` : text,
        whatToDo: `write FORMAT:FILE, or FORMAT:- for stdout; the formats are ${formats.join(', ')}`,
      },
    );
  }
  return { format, path: path === '-' ? null : path };
}

/** All the reports of a run, the main one first. @throws {UserError} where two would mix on stdout */
export function destinationsOf({ format, output, report = [] }: Wanted): Destination[] {
  const piped = report.filter(({ path }) => path === null);
  const main: Destination = { format, path: output ?? null };
  // A person's page makes room: it goes to stderr.
  const mainOnStdout = main.path === null && format !== 'terminal';
  if (piped.length + (mainOnStdout ? 1 : 0) > 1) {
    throw new UserError('two reports cannot share stdout', {
      found: [
        ...(mainOnStdout ? [`--format ${format}`] : []),
        ...piped.map((one) => `--report ${one.format}:-`),
      ].join(' and '),
      whatToDo: 'write all but one to a file: --report sarif:out.sarif',
    });
  }
  return [main, ...report];
}

/** The files that a run writes, for who must not write over what is read. */
export function filesOf({ output, report = [] }: Pick<Wanted, 'output' | 'report'>): (string | undefined)[] {
  return [output, ...report.flatMap(({ path }) => path ?? [])];
}
