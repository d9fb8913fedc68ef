import { isAbsolute, relative } from 'node:path';
import { UserError } from '../errors.js';
import type { ClientProfile, ConfigFile } from '../model.js';
import { loadProfiles, newestOf, selectProfiles } from '../plan/profiles.js';
import { readConfig } from '../target/config/entries.js';
import { readEnvFile } from '../target/config/envFile.js';
import { nearestConfig } from '../target/config/find.js';
import { loadFormats } from '../target/config/formats.js';
import { readConfigText } from '../target/config/readFile.js';
import type { Context } from './context.js';

export interface ConfigurationOptions {
  /** `claude-code`, or `claude-code@2.0.77`. */
  client?: string;
  envFile?: string;
}

/**
 * The configuration that was named, or the nearest `.mcp.json`, read as its client reads it.
 * @throws {UserError} where there is none, it cannot be read, or its client cannot be told
 */
export async function openConfiguration(
  { process }: Context,
  path: string | undefined,
  { client, envFile }: ConfigurationOptions,
): Promise<ConfigFile> {
  const named = path ?? (await nearest(process.cwd()));
  const [text, formats, fromFile] = await Promise.all([
    readConfigText(named),
    loadFormats(),
    envFile === undefined ? {} : readEnvFile(envFile),
  ]);
  // As with `node --env-file`, what is set already stays.
  const env = { ...fromFile, ...process.env };
  return readConfig({ path: named, text, env, client: client?.split('@', 1)[0] ?? null }, formats);
}

/**
 * What the client of a configuration was recorded to do: the version that was named, else the newest; null
 * where it was not recorded.
 * @throws {UserError} for a version that was not recorded
 */
export async function profileOf(
  { format }: ConfigFile,
  { client }: ConfigurationOptions,
): Promise<ClientProfile | null> {
  const profiles = await loadProfiles();
  if (client?.includes('@') === true) return selectProfiles(profiles, [client])[0] ?? null;
  const recorded = profiles.filter((profile) => profile.client === format.client || profile.format === format.id);
  return recorded[0] === undefined ? null : newestOf(recorded, recorded[0].client);
}

async function nearest(cwd: string): Promise<string> {
  const found = await nearestConfig(cwd);
  if (found === null) {
    throw new UserError('there is no .mcp.json here or in a folder above', {
      where: cwd,
      whatToDo: 'name a configuration file, for example .vscode/mcp.json or ~/.codex/config.toml',
    });
  }
  const near = relative(cwd, found);
  return isAbsolute(near) ? found : near;
}
