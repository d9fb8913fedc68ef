/** How connections are made, where not as a matter of course. Only `net/` sees the secrets in it. */
export interface Route {
  proxies: Proxies;
  /** Further certificate authorities to trust, as PEM; null: those of Node alone. */
  ca: string | null;
  /** Certificates are not checked. */
  insecure: boolean;
  /** Credentials are sent all the same. */
  insecureCredentials: boolean;
  resolve: Resolution[];
  /** The one address family that is used; null: both. */
  family: 4 | 6 | null;
}

/** The forward proxies for each scheme. */
export interface Proxies {
  http: ForwardProxy | null;
  https: ForwardProxy | null;
  /** What `NO_PROXY` names. */
  bypass: ProxyBypass[];
}

export interface ForwardProxy {
  url: URL;
  /** `--proxy`, or the variable that names it. */
  from: string;
}

/** One entry of `NO_PROXY`: a host and all below it, at that port or at any. */
export interface ProxyBypass {
  text: string;
  host: string;
  port: string | null;
}

/** What a name stands for at one port, in place of what is looked up. */
export interface Resolution {
  host: string;
  port: number;
  addresses: string[];
}

/** What a recording keeps of the route, without its secrets. */
export interface RecordedRoute {
  /** The proxy that stood between, and what named it; null: none. */
  proxy: { url: string; from: string } | null;
  /** A proxy that variables name and that this URL goes past, and the entry of `NO_PROXY` that says so. */
  passed: { from: string; by: string } | null;
  /** Further authorities were trusted. */
  ca: boolean;
  insecure: boolean;
  /** Credentials were held back, because nobody checked who answers. */
  withheld: boolean;
  /** As they were typed: `host:port:address`. */
  resolve: string[];
  family: 4 | 6 | null;
}
