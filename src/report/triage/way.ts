import type { AddressTrace, NetworkTrace, ThroughProxy, TlsTrace } from '../../model.js';
import type { Paint } from '../colour.js';
import { forTerminal } from '../escape.js';
import { beside, proseWidth } from '../layout.js';
import type { View } from '../view.js';

const FROM = {
  url: 'in the URL',
  user: '--resolve',
  'hosts-file': 'hosts file',
  resolver: 'resolver',
} as const;

/** The way to the server below HTTP, as it was: where its addresses come from, each of them, TLS. */
export function way(trace: NetworkTrace | null, view: View, paint: Paint): string[] {
  if (trace === null) return [];
  const words = wayWords(trace);
  return beside('  way    ', forTerminal(words, 500), proseWidth(view.width), (same) =>
    paint('strong', same),
  );
}

/** `example.com (resolver, 12 ms): 192.0.2.7 is open in 3 ms, TLSv1.3, certificate until 2027-01-01`. */
export function wayWords({ host, port, lookup, addresses, through }: NetworkTrace): string {
  const { ipv4, ipv6 } = lookup.failed;
  const failed = [ipv4, ipv6].filter((code) => code !== null);
  const none = failed.length === 0 ? 'no address' : `no address: ${[...new Set(failed)].join(', ')}`;
  const found = addresses.length === 0 ? none : addresses.map(addressWords).join('; ');
  const name = through === null ? host : `proxy ${host}:${port}`;
  const here = `${name} (${FROM[lookup.from]}, ${inMs(lookup.ms)}): ${found}`;
  return through === null ? here : [here, ...throughWords(through)].join('; ');
}

/** `CONNECT mcp.example.com:443 accepted in 3 ms; TLSv1.3, http/1.1, certificate until 2027-01-01 in 20 ms`. */
function throughWords({ host, port, connect, tls }: ThroughProxy): string[] {
  if (connect === null) return [`it is sent the whole URL of ${host}:${port}`];
  const { failure, ms } = connect;
  const answer = failure === null ? `accepted in ${inMs(ms)}` : `${failure} after ${inMs(ms)}`;
  return [
    `CONNECT ${host}:${port} ${answer}`,
    ...(tls === null ? [] : [`${tlsWords(tls)} in ${inMs(tls.ms)}`]),
  ];
}

function addressWords({ address, failure, connectMs, tls }: AddressTrace): string {
  const open = failure === null ? `is open in ${inMs(connectMs)}` : failure;
  if (tls === null) return `${address} ${open}`;
  return `${address} ${open}, ${tlsWords(tls)}`;
}

function tlsWords({ failure, version, alpn, certificate, distrust }: TlsTrace): string {
  const until = certificate === null ? [] : [`certificate until ${certificate.until.slice(0, 10)}`];
  const said = failure === null ? [version, alpn, ...until, distrust] : [`TLS ${failure}`];
  return said.filter((part) => part !== null).join(', ');
}

function inMs(ms: number): string {
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}
