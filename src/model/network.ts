/** What lies between here and a server, below HTTP: looked at where a probe does not get through. */
export interface NetworkTrace {
  host: string;
  port: number;
  lookup: {
    /** Where the addresses come from: the URL itself, the user, the hosts file, or the resolver that it names. */
    from: 'url' | 'user' | 'hosts-file' | 'resolver';
    ms: number;
    /** Why one family has none, by the resolver's code; null: it was not asked, or has some. */
    failed: { ipv4: string | null; ipv6: string | null };
  };
  /** Each address, in the order in which they were tried; each once. */
  addresses: AddressTrace[];
}

export interface AddressTrace {
  address: string;
  family: 4 | 6;
  /** Why no connection came about; null: it is open. */
  failure: string | null;
  connectMs: number;
  /** Where a connection came about: with https, and where plain HTTP got no answer. */
  tls: TlsTrace | null;
}

export interface TlsTrace {
  /** Why no channel came about; null: it did. */
  failure: string | null;
  /** Why a client does not trust it all the same: `CERT_HAS_EXPIRED`; null: it does. */
  distrust: string | null;
  /** `TLSv1.3` */
  version: string | null;
  /** What the server chose of HTTP/1.1 and, where that was offered, HTTP/2; null: nothing. */
  alpn: string | null;
  ms: number;
  certificate: {
    /** The names that it is for. */
    names: string[];
    issuer: string;
    /** ISO 8601. */
    from: string;
    until: string;
    /** How many certificates came, itself among them. */
    chain: number;
    /** Where the certificate of its issuer can be had, which authorities that everybody trusts say; null: it does not say. */
    issuerUrl: string | null;
  } | null;
}
