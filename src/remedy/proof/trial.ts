import { say } from '../../say.js';

/** How the client fared with one version of an entry. */
export interface Trial {
  /** Null: it cannot be told. */
  connects: boolean | null;
  /** It listens on a GET stream; null where it asks for none, or that cannot be told. */
  getStream: boolean | null;
  /** A sentence without its full stop: why it fails, or why it cannot be told. */
  because: string | null;
  failedAt: { step: string; status: number | null } | null;
  /** Something answered at this address; null: nothing was sent. */
  reached: boolean | null;
  /** It connects by way of a redirect, which others may not follow. */
  ledOn: boolean;
}

/** A trial that says nothing. */
export function untold(because: string): Trial {
  return { connects: null, getStream: null, because, failedAt: null, reached: null, ledOn: false };
}

/** How far the client comes, as a number; null where it cannot be told. */
export function rank({ connects, getStream, ledOn }: Trial): number | null {
  if (connects === null) return null;
  if (!connects) return 0;
  return (getStream === false ? 2 : 4) - (ledOn ? 1 : 0);
}

/** What can be told is better than what cannot, when it is well. */
export function isBetter(one: Trial, other: Trial): boolean {
  const [a, b] = [rank(one), rank(other)];
  if (a === null) return false;
  return b === null ? a > 0 : a > b;
}

/** `connects`, `fails at initialized (400)`. */
export function fares({ connects, getStream, failedAt }: Trial): string {
  if (connects === true) return say(getStream === false ? 'fares-without-stream' : 'fares-connects');
  if (failedAt === null) return say('fares-fails');
  const { step, status } = failedAt;
  return status === null ? say('fares-fails-at', { step }) : say('fares-fails-with', { step, status });
}

/** `: the reason`, or nothing. */
export function reason({ because }: Trial): string {
  return because === null ? '' : `: ${because.replace(/\.$/, '')}`;
}
