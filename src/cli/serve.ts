import { join } from 'node:path';
import type { Persona } from '../demo/persona.js';
import { listPersonas, loadPersona, UnknownPersona } from '../demo/personas.js';
import { codeOf, EXIT, UserError } from '../errors.js';
import { packageRoot } from '../packageRoot.js';
import { forTerminal } from '../report/escape.js';
import { renderPersonas } from '../report/personas.js';
import { viewOf } from '../report/view.js';
import type { Context } from './context.js';

export interface ServeOptions {
  port: number;
  list?: true;
}

const PERSONAS = join(packageRoot, 'fixtures', 'servers');

/** A persona by name. @throws {UserError} naming the near ones */
export async function openPersona(name: string): Promise<Persona> {
  return loadPersona(PERSONAS, name).catch((error: unknown) => {
    if (!(error instanceof UnknownPersona)) throw error;
    throw new UserError(`there is no persona called ${name}`, {
      whatToDo:
        error.near.length > 0
          ? `did you mean ${error.near.join(' or ')}?`
          : '`mcp-accept serve --list` shows them',
    });
  });
}

/** `serve`: the built-in server until Ctrl-C. @returns the exit code */
export async function serve(
  { writer, process }: Context,
  name: string,
  options: ServeOptions,
): Promise<number> {
  if (options.list === true) {
    await writer.out(renderPersonas(await listPersonas(PERSONAS), viewOf(process.stdout, process.env)));
    return EXIT.clean;
  }
  const persona = await openPersona(name);
  const { startServer } = await import('./listeners.js');
  const log = (line: string): void => void writer.err(`${forTerminal(line)}\n`);
  const server = await startServer(persona, { port: options.port, log }).catch((error: unknown) => {
    throw portTaken(options.port, error);
  });
  await writer.out(`${server.url}\n`);
  await writer.err(
    `${persona.title}\n${persona.auth === null ? 'no credentials' : `Authorization: Bearer ${persona.auth.token}`}\nCtrl-C ends it.\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.close();
  return EXIT.clean;
}

const WHY: Record<string, string> = {
  EADDRINUSE: 'EADDRINUSE, another program listens there',
  EACCES: 'EACCES, not allowed to this user',
};

/** Why a server of ours cannot listen. */
export function portTaken(port: number, error: unknown): UserError {
  return new UserError('the port cannot be had', {
    where: `--port ${port}`,
    found: WHY[codeOf(error)] ?? (codeOf(error) || String(error)),
    whatToDo: 'name another one, or 0 for a free one',
  });
}
