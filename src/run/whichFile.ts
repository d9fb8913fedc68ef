import { join } from 'node:path';
import { UserError } from '../errors.js';
import type { Format } from '../model.js';
import { masked } from '../secrets/mask.js';
import { nearestConfig, thereOf } from '../targets/config/find.js';
import { formatCalled, projectFilesOf } from '../targets/config/formats.js';

/**
 * The nearest file of a project that this client reads, else the nearest `.mcp.json`; null where there is none. Without
 * a client, what another reads from this very folder comes before a `.mcp.json` of a folder above.
 */
export async function nearestOf(
  cwd: string,
  client: string | null,
  formats: readonly Format[],
): Promise<string | null> {
  const format = formatCalled(client, formats);
  const own = format === null ? null : await nearestConfig(cwd, projectFilesOf(format));
  const [here] = client === null ? await thereOf(cwd, ['.mcp.json', ...formats.flatMap(projectFilesOf)]) : [];
  return own ?? (here === undefined ? nearestConfig(cwd) : join(cwd, here));
}

/** `; also here: crush.json`: what other clients read from this folder is not looked at, and that is said. */
export async function besides(path: string, cwd: string, formats: readonly Format[]): Promise<string> {
  const there = await thereOf(cwd, [...new Set(formats.flatMap(projectFilesOf))]);
  const others = there.filter((name) => join(cwd, name) !== path);
  return others.length === 0 ? '' : `; also here: ${others.join(', ')}`;
}

/** There is nothing to read here: what to type instead. */
export function nothingHere(cwd: string, orUrl: boolean): UserError {
  return new UserError(
    orUrl ? 'there is neither a URL nor a configuration' : 'there is no configuration here',
    {
      where: `${cwd} and the folders above it`,
      found: 'no .mcp.json',
      whatToDo: orUrl
        ? [
            'mcp-accept https://example.com/mcp   asks a server',
            "mcp-accept --config FILE             asks those of a client's file",
            'mcp-accept --demo                    asks the built-in one',
          ].join('\n')
        : 'name the file, for example .vscode/mcp.json or ~/.codex/config.toml',
    },
  );
}

/** @throws {UserError} where a URL stands in the place of a file */
export function refuseUrl(path: string): void {
  if (!/^https?:\/\//i.test(path)) return;
  throw new UserError('this is a URL, not a file', {
    found: masked(path),
    whatToDo: `mcp-accept probe ${masked(path)}`,
  });
}
