import type { AddressTrace, BelowFacts, NetworkTrace, TargetFacts } from '../model.js';
import { behindOf, urlAt } from './families.js';

/** What of a network trace a diagnosis may ask for. */
export function belowFacts(trace: NetworkTrace | null, target: TargetFacts): BelowFacts | null {
  if (trace === null) return null;
  const { through } = trace;
  // The addresses of a proxy tell nothing of the server.
  const addresses = through === null ? trace.addresses : [];
  const channels = (through === null ? addresses.map(({ tls }) => tls) : [through.tls]).flatMap(
    (tls) => tls ?? [],
  );
  const shown = channels.find(({ certificate }) => certificate !== null)?.certificate ?? null;
  return {
    certificate:
      shown === null
        ? null
        : {
            names: shown.names.join(', '),
            issuer: shown.issuer,
            from: shown.from.slice(0, 10),
            until: shown.until.slice(0, 10),
            chain: shown.chain,
            issuerUrl: shown.issuerUrl ?? null,
          },
    speaksTls:
      target.https || channels.length === 0 ? null : channels.some(({ failure }) => failure === null),
    other: otherOf(addresses, target),
    behind: behindOf(trace, target),
    open: listed(addresses, (one) => one.failure === null),
    closed: listed(addresses, (one) => one.failure !== null),
  };
}

function otherOf(addresses: readonly AddressTrace[], target: TargetFacts): BelowFacts['other'] {
  const found = addresses.find(({ hello }) => hello !== null);
  if (found?.hello == null) return null;
  const { address, family, hello } = found;
  return { address, family, url: urlAt(found, target), answers: hello.answers };
}

function listed(addresses: readonly AddressTrace[], which: (one: AddressTrace) => boolean): string {
  return addresses
    .filter(which)
    .map(({ address, failure }) => (failure === null ? address : `${address} (${failure})`))
    .join(', ');
}
