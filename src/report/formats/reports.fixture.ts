import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';

/** Reports made by hand, and beside each what the terminal shows of it at some widths. For tests. */
export const reportsFolder = join(packageRoot, 'fixtures', 'reports');

export const reports: { name: string; report: Report }[] = readdirSync(reportsFolder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({
    name: file.slice(0, -'.json'.length),
    report: JSON.parse(readFileSync(join(reportsFolder, file), 'utf8')),
  }));
