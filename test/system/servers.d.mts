/** The types of servers.mjs, for tests in TypeScript. */
import type { Running } from '../servers/index.mjs';

export interface SystemServer {
  name: string;
  skip: string | false;
  start(): Promise<Running>;
}

export declare const servers: readonly SystemServer[];
