import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../model.js';
import { packageRoot } from '../../packageRoot.js';
import { renderTerminal } from './terminal.js';

/** Reports made by hand, and beside each what the terminal shows of it at some widths. For tests. */
export const reportsFolder = join(packageRoot, 'fixtures', 'reports');

export const reports: { name: string; report: Report }[] = readdirSync(reportsFolder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({
    name: file.slice(0, -'.json'.length),
    report: JSON.parse(readFileSync(join(reportsFolder, file), 'utf8')),
  }));

/** At 100 columns, without colour. */
export function rendered(name: string): string {
  return renderTerminal(
    edited(name, () => {}),
    { width: 100, color: false },
  );
}

/** A copy of a report with its targets changed. */
export function edited(name: string, change: (target: Report['targets'][number]) => void): Report {
  const found = reports.find((one) => one.name === name);
  assert.ok(found, name);
  const report = structuredClone(found.report);
  for (const target of report.targets) change(target);
  return report;
}
