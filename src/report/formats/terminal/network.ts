import type { AddressTrace, NetworkTrace } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

const LABEL = '  below  ';

/** What was found below HTTP, where that says more than the verdict: addresses that differ, a certificate. */
export function network(trace: NetworkTrace | null, view: View, paint: Paint): string[] {
  if (trace === null) return [];
  const { host, lookup, addresses } = trace;
  const differ = new Set(addresses.map(({ failure }) => failure)).size > 1;
  const parts = [
    ...(lookup.from === 'hosts-file' && host !== 'localhost' ? [`${host} stands in the hosts file`] : []),
    ...(differ ? addresses.map(({ address, failure }) => `${address} ${failure ?? 'is open'}`) : []),
    ...certificates(addresses),
  ];
  if (parts.length === 0) return [];
  const text = forTerminal(parts.join('; '), 600);
  return beside(LABEL, text, proseWidth(view.width), (same) => paint('strong', same));
}

/** One for all addresses that show the same. */
function certificates(addresses: readonly AddressTrace[]): string[] {
  const shown = addresses.flatMap(({ tls }) => {
    const certificate = tls?.certificate ?? null;
    if (tls == null || certificate === null || tls.distrust === null) return [];
    const { names, issuer, from, until } = certificate;
    const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
    return [
      `certificate for ${names.slice(0, 4).join(', ')}${more}, by ${issuer || 'nobody named'}, ${from.slice(0, 10)} to ${until.slice(0, 10)} (${tls.distrust})`,
    ];
  });
  return [...new Set(shown)];
}
