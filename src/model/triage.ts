import type { MadeBy } from './recording.js';
import type { Report } from './report.js';

/** What `triage` reports, for a ticket: all that `probe` reports, and what somebody who was not there must know. */
export interface TriageReport extends Report {
  triage: Triage;
}

export interface Triage {
  /** When the first of its recordings began: ISO 8601. */
  startedAt: string;
  /** What made it, and where. */
  madeBy: MadeBy;
  /** How many private hosts stand-ins are in the place of. */
  hiddenHosts: number;
  /** One for each target, in the order of the report. */
  targets: TriageOfTarget[];
}

export interface TriageOfTarget {
  name: string;
  /** Who took part, with versions: the server, what it is made of, the client that was asked about. */
  involved: string[];
  /** What was done to find out. */
  tried: string[];
  /** What to do next, by who does it. */
  next: { user: string[]; operator: string[] };
}
