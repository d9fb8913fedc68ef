import type { ClientReport, Configuration, TargetReport } from '../../../model.js';
import { shellPath } from '../../../remedy/advice/shell.js';
import { forTerminal } from '../../escape.js';
import { beside } from '../../layout.js';
import type { View } from '../../view.js';

/** The command that mends the entry that is there, where `fix` can; else nothing. */
export function mendedBy({ clients }: TargetReport, { file, format }: Configuration): string[] {
  const mine = (clients ?? []).find(({ yours }) => yours);
  if (mine === undefined || !isMendedByFix(mine)) return [];
  // Claude Code writes this file while it runs.
  const does = format === 'claude-user' ? 'prints the line that makes the change' : 'makes the change';
  return [`mcp-accept fix ${forTerminal(shellPath(file), 200)} ${does}`];
}

/** The same on a line of its own, with one before it. */
export function mended(target: TargetReport, configuration: Configuration, view: View): string[] {
  const commands = mendedBy(target, configuration);
  return commands.length === 0 ? [] : ['', ...commands.flatMap((line) => beside('', `${line}.`, view.width))];
}

/** It removes headers and names the transport; it knows no credentials, and puts no bridge in between. */
function isMendedByFix({ cause, fix }: ClientReport): boolean {
  if (fix?.where !== 'configuration') return false;
  if (cause?.kind === 'configured-header') return cause.withoutConnects !== false;
  return cause?.kind === 'old-transport' && fix.proved === null;
}
