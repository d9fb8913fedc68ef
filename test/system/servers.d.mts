/** The types of servers.mjs, for tests in TypeScript. */
import type { Running } from '../servers/index.mjs';

export interface SystemServer {
  name: string;
  skip: string | false;
  /** No request after a session's DELETE is answered. */
  diesOfDelete: boolean;
  start(): Promise<Running>;
}

export declare const servers: readonly SystemServer[];
