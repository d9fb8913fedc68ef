import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FingerprintFile, Json, JsonSchema } from '../model.js';
import { packageRoot } from '../packageRoot.js';
import { withParts } from './diagnoses.js';
import { asFile, compileSchema, createAjv, factMissing, loadFolder, metaSchema } from './load.js';
import { fingerprintPathProblems } from './paths.js';
import { fingerprintSchemas } from './schemasOf.js';

/** A fingerprint with its schemas compiled: `when`, those of its evidence, those of its versions. */
export interface CompiledFingerprint {
  file: FingerprintFile;
  checks: ((data: unknown) => boolean)[];
}

/**
 * Reads every fingerprint of a folder, one file each, and compiles it.
 * @throws {UserError} naming file and pointer, for the first file that is none
 */
export async function loadFingerprints(dir: string): Promise<CompiledFingerprint[]> {
  return loadFolder(dir, await createFingerprintChecker());
}

async function createFingerprintChecker(): Promise<{
  compile(value: Json, path: string): CompiledFingerprint;
}> {
  const [isFingerprint, scope] = await Promise.all([
    metaSchema<FingerprintFile>('fingerprint.schema.json'),
    fingerprintScopeSchema(),
  ]);
  const ajv = createAjv();
  return {
    compile(value, path) {
      const file = asFile(isFingerprint, value, path, 'fingerprint.schema.json');
      const [problem] = fingerprintPathProblems(file, scope);
      if (problem !== undefined) throw factMissing(path, problem, 'fingerprint-scope.schema.json');
      return {
        file,
        checks: fingerprintSchemas(file).map((schema, at) => compileSchema(ajv, schema, `${path}: ${at}`)),
      };
    },
  };
}

/** The shape of `FingerprintScope`, with the parts that it takes from the observation and the scope of diagnoses. */
export async function fingerprintScopeSchema(): Promise<JsonSchema> {
  const read = async (name: string): Promise<JsonSchema> =>
    JSON.parse(await readFile(join(packageRoot, 'rules', 'schema', name), 'utf8')) as JsonSchema;
  const [scope, observation, diagnosis] = await Promise.all([
    read('fingerprint-scope.schema.json'),
    read('observation.schema.json'),
    read('scope.schema.json'),
  ]);
  const named = { ...(observation.$defs as JsonSchema), ...(diagnosis.$defs as JsonSchema) };
  return withParts(scope, named) as JsonSchema;
}
