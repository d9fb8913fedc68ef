/** The types of roster.mjs, for tests in TypeScript. */
import type { Running } from '../servers/index.mjs';

export interface InteropServer {
  name: string;
  skip: string | false;
  seldom: boolean;
  token: string | null;
  diesOfDelete: boolean;
  start(): Promise<Running>;
}

export declare const servers: readonly InteropServer[];
