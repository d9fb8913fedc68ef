import type { AddressTrace, BelowFacts, NetworkTrace } from '../model.js';

/** What of a network trace a diagnosis may ask for. @param https the URL says so */
export function belowFacts(trace: NetworkTrace | null, https: boolean): BelowFacts | null {
  if (trace === null) return null;
  const { addresses } = trace;
  const channels = addresses.flatMap(({ tls }) => tls ?? []);
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
    speaksTls: https || channels.length === 0 ? null : channels.some(({ failure }) => failure === null),
    open: listed(addresses, (one) => one.failure === null),
    closed: listed(addresses, (one) => one.failure !== null),
  };
}

function listed(addresses: readonly AddressTrace[], which: (one: AddressTrace) => boolean): string {
  return addresses
    .filter(which)
    .map(({ address, failure }) => (failure === null ? address : `${address} (${failure})`))
    .join(', ');
}
