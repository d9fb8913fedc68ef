import type { HarmEvidence, Harms } from '../model.js';

/** Whom a failing state hurts, in one sentence without a full stop: `hurts codex`, `hurts nobody that was recorded`. */
export function harmWords({ recorded, reported, exposes }: Harms): string {
  const parts = [
    ...(exposes === 'data' ? ["exposes one user's data to another"] : []),
    ...recorded.map((one) => `hurts ${named(one.clients, one.except)} (${EVIDENCE[one.by]})`),
    ...(reported.length === 0 ? [] : [`reported to hurt ${reported.join(', ')} (nobody could record that)`]),
  ];
  return parts.length === 0 ? 'hurts nobody that was recorded' : parts.join('; ');
}

function named(clients: readonly string[], except: readonly string[]): string {
  const all = clients.includes('*') ? 'every recorded client' : clients.join(', ');
  return except.length === 0 ? all : `${all} but ${except.join(', ')}`;
}

const EVIDENCE: Record<HarmEvidence, string> = {
  steps: 'by what they send',
  answer: 'they need an answer that they can read',
  discoverFatal: 'by what they do with a failed server/discover',
  initializedFatal: 'by what they do with the answer to notifications/initialized',
  getFatal: 'by what they do when GET fails or stays unanswered',
  getDropsSession: 'by what they do with the answer to GET',
  sniffsJson: 'by how they choose their reader',
  protocolVersions: 'by the versions that they go on with',
  authorization: 'by what starts their authorization',
};
