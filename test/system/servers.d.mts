/** The types of servers.mjs, for tests in TypeScript. */
import type { Running } from '../servers/index.mjs';

export interface SystemServer {
  name: string;
  skip: string | false;
  /** It takes minutes to build and is not built: its recording alone is tested. */
  seldom: boolean;
  /** No request after a session's DELETE is answered. */
  diesOfDelete: boolean;
  /** With remedies of rules/remedies/, tried as they are printed. */
  start(remedies?: readonly string[]): Promise<Running>;
}

export declare const servers: readonly SystemServer[];

export declare function hosted(name: string, mode: string): SystemServer;
