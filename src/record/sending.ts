import type { Exchange } from '../model.js';
import type { OpenStream } from '../net/wire.js';

/** What a step may need that most do not. */
export interface How {
  /** Where it goes, secrets included, if not to the target or a path beside it. */
  url?: string;
  open?: OpenStream;
  /** Where the same message goes after this answer, a redirect that its client follows; null: nowhere. */
  follows?: (exchange: Exchange) => string | null;
  /** Whatever becomes of it, it is not sent again; its flow has connections of its own. */
  once?: true;
}

/** How one exchange goes out. */
export interface Sending {
  session: string | null;
  patienceMs: number | null;
  pool: string | null;
}
