// Writes what in docs/ is made from rules/ and fixtures/interop/: a page per rule, diagnosis, client and format, and the two
// tables of who answers how and who sends what. And rules/said.json, which `explain` shows.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GENERATED, pages } from './docs/pages.mjs';
import { saidByServers } from './docs/said.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const docs = join(root, 'docs');
for (const folder of GENERATED) rmSync(join(docs, folder), { recursive: true, force: true });
for (const [path, text] of pages()) {
  mkdirSync(dirname(join(docs, path)), { recursive: true });
  writeFileSync(join(docs, path), text);
}
writeFileSync(join(root, 'rules', 'said.json'), saidByServers());
