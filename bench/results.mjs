// What a bench measured, kept for the pages: only with --write, as a figure is one that somebody meant to take.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { here } from './measure.mjs';

const FOLDER = here('./results');

/** @param sections each a title and rows, as `table` takes them */
export function keep(name, sections) {
  if (!process.argv.includes('--write')) return;
  mkdirSync(FOLDER, { recursive: true });
  const taken = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: availableParallelism(),
    load: Number(loadavg()[0].toFixed(1)),
  };
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify({ taken, sections }, null, 2)}\n`);
}

/** Every result that was kept, by name. */
export function kept() {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .sort()
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      ...JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
    }));
}
