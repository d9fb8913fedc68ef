import type { Exchange } from '../../model.js';
import { headerOf } from '../../record/answer.js';
import { answerOf, isObject, parseJson } from '../../record/reading.js';
import { say } from '../../say.js';

/**
 * Where the server has told its client an address of its own, so that the client goes past the tap from there on, or
 * stumbles over the other name. In words, each once.
 */
export function limitsMet(exchanges: readonly Exchange[], target: string): string[] {
  const { origin } = new URL(target);
  const met = exchanges.flatMap((exchange) => {
    const answer = answerOf(exchange);
    if (answer === null) return [];
    const location = headerOf(answer.headers, 'location');
    const endpoint = answer.events?.find(({ event }) => event === 'endpoint')?.data ?? null;
    const document = exchange.request.url.includes('/.well-known/oauth-protected-resource')
      ? parseJson(answer.body.text)?.value
      : null;
    const resource = isObject(document) && typeof document.resource === 'string' ? document.resource : null;
    return [
      isElsewhere(location) ? say('past-the-tap-by-redirect') : null,
      isElsewhere(endpoint) ? say('past-the-tap-by-endpoint') : null,
      resource?.startsWith(origin) === true ? say('past-the-tap-by-metadata', { resource }) : null,
    ].filter((one) => one !== null);
  });
  return [...new Set(met)];
}

function isElsewhere(address: string | null): boolean {
  return address !== null && /^https?:\/\//i.test(address);
}
