import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { TlsTrace } from '../model.js';

/** A chain that leads into itself ends here. */
const CHAIN = 10;

type Peer = PeerCertificate & { issuerCertificate?: unknown };

/** What a channel shows of the server, once it is there. @param ms that it took */
export function tlsSeen(channel: TLSSocket, ms: number): TlsTrace {
  const { alpnProtocol } = channel;
  return {
    failure: null,
    distrust: distrustOf(channel),
    version: channel.getProtocol(),
    alpn: typeof alpnProtocol === 'string' ? alpnProtocol : null,
    ms,
    certificate: certificateOf(channel.getPeerCertificate(true)),
  };
}

/** No channel came about. @param failure why */
export function tlsFailed(failure: string, ms: number): TlsTrace {
  return { failure, distrust: null, version: null, alpn: null, ms, certificate: null };
}

/** Why a client that checks does not trust it, the chain before the name; null: it does. */
export function distrustOf({ authorized, authorizationError }: TLSSocket): string | null {
  return authorized ? null : String(authorizationError);
}

function certificateOf(peer: Peer): TlsTrace['certificate'] {
  if (peer.valid_to === undefined) return null;
  const names = (peer.subjectaltname ?? '').split(', ').flatMap((one) => one.split(/:(.*)/)[1] ?? []);
  const common = peer.subject?.CN;
  return {
    names: names.length > 0 ? names : common === undefined ? [] : [String(common)],
    issuer: String(peer.issuer?.O ?? peer.issuer?.CN ?? ''),
    from: new Date(peer.valid_from).toISOString(),
    until: new Date(peer.valid_to).toISOString(),
    chain: chainOf(peer),
    issuerUrl: peer.infoAccess?.['CA Issuers - URI']?.[0] ?? null,
  };
}

function chainOf(peer: Peer): number {
  let length = 1;
  let one: { fingerprint256?: string; issuerCertificate?: unknown } = peer;
  while (length < CHAIN) {
    const next: unknown = one.issuerCertificate;
    if (typeof next !== 'object' || next === null || !('fingerprint256' in next)) return length;
    if (next.fingerprint256 === one.fingerprint256) return length;
    one = next as typeof one;
    length += 1;
  }
  return length;
}
