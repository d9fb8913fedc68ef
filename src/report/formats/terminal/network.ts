import type { Hop, NetworkTrace, TlsTrace } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

const LABEL = '  below  ';

const WHO: Record<Hop['answers'], string> = {
  mcp: 'an MCP server',
  credentials: 'asks for credentials',
  redirect: 'leads on',
  other: 'no MCP server',
  nothing: 'nobody',
  'not-asked': 'not asked: it is on this machine',
};

/** Where a redirect led, each hop asked once without credentials. */
export function redirects(hops: readonly Hop[], view: View, paint: Paint): string[] {
  if (hops.length === 0) return [];
  return beside('  leads  ', forTerminal(leadsWords(hops), 600), proseWidth(view.width), (same) =>
    paint('strong', same),
  );
}

/** The same as one line of any report; empty where nothing led anywhere. */
export function leadsWords(hops: readonly Hop[]): string {
  return hops.map(({ url, status, answers }) => `${url} ${status ?? ''} (${WHO[answers]})`).join(', then ');
}

/** What was found below HTTP, where that says more than the verdict: addresses that differ, a certificate. */
export function network(trace: NetworkTrace | null, view: View, paint: Paint): string[] {
  const words = belowWords(trace);
  if (words === '') return [];
  const text = forTerminal(words, 600);
  return beside(LABEL, text, proseWidth(view.width), (same) => paint('strong', same));
}

/** The same as one line of any report; empty where it says no more than the verdict. */
export function belowWords(trace: NetworkTrace | null): string {
  if (trace === null) return '';
  const { host, lookup, addresses, through } = trace;
  const differ = new Set(addresses.map(({ failure }) => failure)).size > 1;
  const parts = [
    ...(lookup.from === 'hosts-file' && host !== 'localhost' ? [`${host} stands in the hosts file`] : []),
    ...(differ ? addresses.map(({ address, failure }) => `${address} ${failure ?? 'is open'}`) : []),
    ...certificates([...addresses.flatMap(({ tls }) => tls ?? []), ...(through?.tls ? [through.tls] : [])]),
    ...addresses.flatMap(({ address, hello }) =>
      hello === null ? [] : [`a hello to ${address}: ${hello.status ?? 'no answer'}, ${WHO[hello.answers]}`],
    ),
  ];
  return parts.join('; ');
}

/** One for all addresses that show the same. */
function certificates(channels: readonly TlsTrace[]): string[] {
  const shown = channels.flatMap(({ certificate, distrust }) => {
    if (certificate === null || distrust === null) return [];
    const { names, issuer, from, until } = certificate;
    const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
    return [
      `certificate for ${names.slice(0, 4).join(', ')}${more}, by ${issuer || 'nobody named'}, ${from.slice(0, 10)} to ${until.slice(0, 10)} (${distrust})`,
    ];
  });
  return [...new Set(shown)];
}
