import type { RateLimitSettings } from './persona.js';
import type { HeaderLine } from './reply.js';

/** Counts requests in a fixed window that opens with the first one after the last window closed. */
export class Limiter {
  readonly settings: RateLimitSettings;
  readonly #now: () => number;
  #used = 0;
  #closes = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds since 1970 */
  constructor(settings: RateLimitSettings, now: () => number = Date.now) {
    this.settings = settings;
    this.#now = now;
  }

  /** Uses up one request; false if none is left. */
  take(): boolean {
    if (this.#now() >= this.#closes) {
      this.#closes = this.#now() + this.settings.windowSeconds * 1000;
      this.#used = 0;
    }
    if (this.#used >= this.settings.limit) return false;
    this.#used += 1;
    return true;
  }

  /** Gives one back: what was taken turned out not to count. */
  refund(): void {
    this.#used = Math.max(0, this.#used - 1);
  }

  /** The header lines for an answer of this status. */
  headers(status: number): HeaderLine[] {
    const { headersOn } = this.settings;
    const kind = status === 406 ? '406' : status === 429 ? '429' : 'success';
    const lines = headersOn.includes(kind) ? this.#state() : [];
    return status === 429 ? [...lines, ...this.#retryAfter()] : lines;
  }

  #secondsLeft(): number {
    return Math.max(0, Math.ceil((this.#closes - this.#now()) / 1000));
  }

  #state(): HeaderLine[] {
    const { headers, limit, windowSeconds } = this.settings;
    const remaining = limit - this.#used;
    const seconds = this.#secondsLeft();
    switch (headers) {
      case 'none':
        return [];
      case 'draft': // draft-ietf-httpapi-ratelimit-headers, from revision 08 on
        return [
          ['RateLimit-Policy', `"default";q=${limit};w=${windowSeconds}`],
          ['RateLimit', `"default";r=${remaining};t=${seconds}`],
        ];
      case 'ratelimit':
        return family('RateLimit', limit, remaining, seconds);
      case 'x-ratelimit': // by custom the time itself, not the time left
        return family('X-RateLimit', limit, remaining, Math.ceil(this.#closes / 1000));
    }
  }

  #retryAfter(): HeaderLine[] {
    switch (this.settings.retryAfter) {
      case 'none':
        return [];
      case 'seconds':
        return [['Retry-After', String(this.#secondsLeft())]];
      case 'date': // RFC 9110 §10.2.3 allows both; whole seconds, so rounded up
        return [['Retry-After', new Date(Math.ceil(this.#closes / 1000) * 1000).toUTCString()]];
      case 'malformed':
        return [['Retry-After', 'in a moment']];
    }
  }
}

function family(prefix: string, limit: number, remaining: number, reset: number): HeaderLine[] {
  return [
    [`${prefix}-Limit`, String(limit)],
    [`${prefix}-Remaining`, String(remaining)],
    [`${prefix}-Reset`, String(reset)],
  ];
}
