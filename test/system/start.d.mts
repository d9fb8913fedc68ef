/** The types of start.mjs, for tests in TypeScript. */
import type { Running } from '../servers/index.mjs';

export interface Client {
  /** To the names of the tools; rejects where it does not connect, with what it said. */
  connect(url: string, headers: readonly (readonly [string, string])[], limitMs?: number): Promise<string[]>;
  close(): Promise<void>;
}

export declare function serve(
  command: readonly string[],
  mode: string,
  remedies?: readonly string[],
): Promise<Running>;
export declare function client(command: readonly string[]): Client;
