/** The clients among the programs, each a process that is started when it is first asked to connect. */
import { commandOf } from './builds.mjs';
import { programs } from './programs.mjs';
import { client } from './start.mjs';

/**
 * @typedef {object} SystemClient
 * @property {string} name its program: `go-sdk 1.8.0`
 * @property {string} profile the id of its profile: `go-sdk@1.8.0`
 * @property {import('./start.mjs').Client} program
 */

/** Those that could be built here. @type {SystemClient[]} */
export const clients = programs.flatMap((program) => {
  const command = commandOf(program);
  if (command === null || program.profile === null) return [];
  const { client: name, version } = program.profile;
  return [{ name: program.name, profile: `${name}@${version}`, program: client(command) }];
});
