import { clientReports } from '../../src/diagnose/clients.js';
import type { ClientProfile, Recording, Report, TargetReport } from '../../src/model.js';
import { verdictOf } from '../../src/report/formats/terminal/verdict.js';
import { rulesOf } from '../cellTruth.js';

/** What is said of one server under `recommended`. */
export interface Said {
  verdict: string;
  title: string;
  diagnosis: string | null;
  blame: string[];
  exitCode: number;
  stance: TargetReport['stance'];
  /** What answered, as it was recognised. */
  recognised: string | null;
  errors: string[];
  warnings: string[];
  notes: string[];
}

/** Which of the recorded clients, the newest of each, get to its tools. */
export interface Connecting {
  connects: string[];
  /** Client to what it comes to, by `rules/outcomes.json`. */
  fails: Record<string, string | null>;
  /** Client to why it cannot be told. */
  untold: Record<string, string | null>;
}

export function saidOf({ targets, exitCode }: Report): Said {
  const [target] = targets;
  if (target === undefined) throw new Error('nothing was reported');
  const { diagnosis, stance, findings, fingerprint } = target;
  const { word, title } = verdictOf(target);
  return {
    verdict: word,
    title,
    diagnosis: diagnosis?.id ?? null,
    blame: diagnosis?.blame ?? [],
    exitCode,
    stance,
    recognised: fingerprint.sdk?.id ?? null,
    errors: rulesOf(findings, 'error'),
    warnings: rulesOf(findings, 'warning'),
    notes: rulesOf(findings, 'note'),
  };
}

export function connectingOf(recording: Recording, profiles: readonly ClientProfile[]): Connecting {
  const clients = clientReports(recording.replays, profiles, recording.flows);
  const those = (connects: boolean | null) => clients.filter((one) => one.connects === connects);
  return {
    connects: those(true).map(({ client }) => client),
    fails: Object.fromEntries(those(false).map(({ client, outcome }) => [client, outcome])),
    untold: Object.fromEntries(those(null).map(({ client, because }) => [client, because])),
  };
}
