import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../src/cli/check.js';
import { loadPersona } from '../../src/demo/personas.js';
import { startServer } from '../../src/demo/server.js';
import type { Json } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { loadProfiles } from '../../src/plan/loadProfiles.js';
import { probeUrl } from '../probing.js';
import { type Fuzzer, hostileIn, outputOf, schemaOf } from './case.js';
import { mutatedText, mutatedValue } from './mutate.js';

/** Recordings with a few changes in each: `check` gives a whole report, or says that the file is damaged. */
export async function recordingFuzzer(): Promise<Fuzzer> {
  const problemIn = await schemaOf('report.schema.json');
  const folder = await mkdtemp(join(tmpdir(), 'mcp-accept-fuzz-'));
  const seeds: string[] = [];
  for (const persona of ['faulty', 'stateful', 'modern']) seeds.push(await recorded(persona));
  return {
    async run(random, name) {
      const text = random.pick(seeds);
      const parsed: Json = JSON.parse(text);
      const mutant = random.once(5)
        ? mutatedText(text, random)
        : JSON.stringify(mutatedValue(parsed, random));
      const path = join(folder, `${name}.json`);
      await writeFile(path, mutant);
      const asJson = await outputOf((context) => check(context, path, { format: 'json', color: false }));
      const shown = await outputOf((context) => check(context, path, { format: 'terminal', color: false }));
      await rm(path);
      if (asJson === null || shown === null) return null;
      return problemIn(JSON.parse(asJson)) ?? hostileIn(asJson) ?? hostileIn(shown);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A run against a persona, without what is different each time: the same seed must give the same mutants. */
async function recorded(name: string): Promise<string> {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), name);
  const server = await startServer(persona);
  const profiles = (await loadProfiles()).slice(0, 3);
  try {
    const token = persona.auth?.token ?? null;
    const recording = await probeUrl(server.url, {}, { token, concurrency: 1, profiles });
    return JSON.stringify(recording)
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:1')
      .replaceAll(/"(startedMs|atMs|firstByteMs|totalMs|ms)":[\d.]+/g, '"$1":1')
      .replaceAll(/\["Date","[^"]*"\]/gi, '["Date","now"]')
      .replace(/"startedAt":"[^"]*"/, '"startedAt":"2026-01-02T03:04:05.000Z"');
  } finally {
    await server.close();
  }
}
