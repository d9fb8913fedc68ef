import type { Json } from './model.js';

/** Exit codes over all targets; the first that applies wins. The one place they are named. */
export const EXIT = { clean: 0, findings: 1, usage: 2, notJudged: 3, interrupted: 130 } as const;

/** Something a user can mend: what is wrong, where, what was found, what to do. */
export class UserError extends Error {
  constructor(
    readonly title: string,
    readonly detail: {
      where?: string;
      found?: string;
      /** Several ways are a line each. */
      whatToDo: string;
    },
  ) {
    super(title);
    this.name = 'UserError';
  }

  get exitCode(): number {
    return EXIT.usage;
  }

  /** Plain lines for the terminal; the writer escapes them. */
  lines(): string[] {
    const { where, found, whatToDo } = this.detail;
    return [
      `error: ${this.title}`,
      ...(where === undefined ? [] : [`  where: ${where}`]),
      ...(found === undefined ? [] : [`  found: ${found}`]),
      ...whatToDo.split('\n').map((line, at) => `  ${at === 0 ? 'do:   ' : '      '} ${line}`),
    ];
  }
}

/** The system's code of an error (`ENOENT`); empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The value in words short enough for one line. */
export function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
