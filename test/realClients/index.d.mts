/** The types of index.mjs, for tests in TypeScript. */
export interface RealClient {
  name: string;
  /** The recorded profile that speaks for it, or null. */
  profile: string | null;
  /** It is a process of its own. */
  program: boolean;
  /** Why it cannot be run here. */
  skip: string | false;
  connect(url: string, headers: readonly (readonly [string, string])[]): Promise<string[]>;
}

export interface WatchedExchange {
  /** The JSON-RPC method of a POST, else the HTTP method. */
  what: string;
  path: string;
  headers: [string, string][];
  status: number | null;
}

export interface Watch {
  url: string;
  exchanges: WatchedExchange[];
  close(): Promise<void>;
}

export declare const clients: readonly RealClient[];
export declare function watch(target: string): Promise<Watch>;
