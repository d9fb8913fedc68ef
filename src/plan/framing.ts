import type { ClientProfile, HeaderLine } from '../model.js';
import { say } from '../say.js';

/** What a message is delimited by. */
const DELIMITING = ['content-length', 'transfer-encoding'];

/**
 * Headers that delimit a message, where a client does not simply go its own way: with them it sends something
 * that cannot be put on the wire here, so what would come of it is not tried.
 */
export interface PinnedFraming {
  /** As configured. */
  name: string;
  /** True: it was recorded to send no whole message; false: it was not recorded. */
  breaks: boolean;
}

/** Those among the configured headers that are not known to be harmless for this client. */
export function pinnedFraming(
  { framing = {} }: Pick<ClientProfile, 'framing'>,
  configured: readonly HeaderLine[],
): PinnedFraming[] {
  return configured.flatMap(([name]): PinnedFraming[] => {
    const effect = framing[name.toLowerCase()];
    if (!DELIMITING.includes(name.toLowerCase()) || effect === 'harmless') return [];
    return [{ name, breaks: effect === 'breaks' }];
  });
}

/** Why a client is not replayed with such a header, a sentence without its full stop. */
export function framingWords({ name, breaks }: PinnedFraming): string {
  return say(breaks ? 'framing-breaks' : 'framing-not-recorded', { header: name });
}
