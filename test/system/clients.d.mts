/** The types of clients.mjs, for tests in TypeScript. */
import type { Client } from './start.mjs';

export interface SystemClient {
  name: string;
  profile: string;
  program: Client;
}

export declare const clients: readonly SystemClient[];
