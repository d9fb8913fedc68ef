/** The types of index.mjs, for tests in TypeScript. */
export interface Running {
  url: string;
  close(): Promise<void>;
}

export interface ServerModule {
  name: string;
  /** Only the servers that ask for credentials have one. */
  token?: string;
  start(): Promise<Running>;
}

export declare const servers: readonly ServerModule[];
