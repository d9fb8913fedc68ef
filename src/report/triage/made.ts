import type { Triage } from '../../model.js';

/** `2026-11-30 09:33 UTC by mcp-accept 0.1.0, Node 20.20.2, linux 6.8.0 x64`. */
export function madeWords({ startedAt, madeBy }: Pick<Triage, 'startedAt' | 'madeBy'>): string {
  const { name, version, node, platform } = madeBy;
  const at = startedAt === '' ? '' : `${startedAt.slice(0, 16).replace('T', ' ')} UTC by `;
  const runs = node === null ? [] : [`Node ${node}`];
  return at + [`${name} ${version}`, ...runs, ...(platform === null ? [] : [platform])].join(', ');
}
