import type { Writer } from '../report/writer.js';

/** What a command needs of the process. */
export interface Context {
  writer: Writer;
  process: NodeJS.Process;
}
