import type { OpenStream } from '../net/wire.js';

/** What only the transport of 2024-11-05 needs. */
export interface How {
  /** Where it goes, secrets included, if not to the target or a path beside it. */
  url?: string;
  open?: OpenStream;
}

/** How one exchange goes out. */
export interface Sending {
  session: string | null;
  patienceMs: number | null;
  pool: string | null;
}
