/** What lies between here and a server, below HTTP: looked at where a probe does not get through. */
export interface NetworkTrace {
  /** The server's; through a forward proxy that of the proxy, since nothing here connects further. */
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
  /** What lies behind a forward proxy; null: there is none in between. */
  through: ThroughProxy | null;
}

/** From a forward proxy on: the proxy itself looks the server up and connects to it. */
export interface ThroughProxy {
  /** The server's. */
  host: string;
  port: number;
  /** What CONNECT was answered; null: none was sent, since in plain HTTP the proxy is sent the whole URL. */
  connect: {
    /** Why no tunnel came about: `CONNECT_407`; null: it did. */
    failure: string | null;
    ms: number;
  } | null;
  /** With the server, through the tunnel. */
  tls: TlsTrace | null;
}

/** One step of a redirect that was followed without credentials, to see who answers in the end. */
export interface Hop {
  /** As it may be shown. */
  url: string;
  /** `credentials`: it asks who is there, as an MCP server does; `not-asked`: it is not gone to. */
  answers: 'mcp' | 'credentials' | 'redirect' | 'other' | 'nothing' | 'not-asked';
  status: number | null;
  /** Of a redirect, as it stood there. */
  location: string | null;
  ms: number;
  /** How many requests it took: a session that it opened was ended. */
  requests: number;
}

/** Who answers a hello at one address of a name, where the address that was taken first does not serve. */
export interface StrangeAnswer {
  answers: Hop['answers'];
  status: number | null;
  requests: number;
}

export interface AddressTrace {
  address: string;
  family: 4 | 6;
  /** Why no connection came about; null: it is open. */
  failure: string | null;
  connectMs: number;
  /** What a hello without credentials was answered there; null: none was sent. */
  hello: StrangeAnswer | null;
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
