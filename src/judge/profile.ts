import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { codeOf, shown, UserError } from '../errors.js';
import type { ClientProfile } from '../model.js';
import { packageRoot } from '../packageRoot.js';

/**
 * A client profile of the user's own, as `clients record` writes it.
 * @throws {UserError} where it cannot be read or is none, naming the place
 */
export async function readProfile(path: string): Promise<ClientProfile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UserError('the profile cannot be read', {
      where: path,
      found: codeOf(error),
      whatToDo: '`mcp-accept clients record --output FILE` writes one',
    });
  });
  const schema = join(packageRoot, 'rules', 'schema', 'client.schema.json');
  const isProfile = new Ajv2020({ strict: true, strictRequired: false }).compile<ClientProfile>(
    JSON.parse(await readFile(schema, 'utf8')),
  );
  const value = parse(text, path);
  if (isProfile(value)) return value;
  const [error] = isProfile.errors ?? [];
  throw new UserError('this is no client profile', {
    where: path,
    found: shown(`${error?.instancePath || '/'} ${error?.message ?? ''}`),
    whatToDo:
      'compare it with rules/schema/client.schema.json, or record it anew: `mcp-accept clients record`',
  });
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError('the profile is not JSON', {
      where: path,
      found: error instanceof Error ? error.message : '',
      whatToDo: '`mcp-accept clients record --output FILE` writes one',
    });
  }
}
