/**
 * mcp-accept as a library. Nothing here prints, exits, reads the environment or keeps anything between two calls; any
 * number may run at once. Node is read when it is needed: `judge` needs none, and stands alone in `mcp-accept/judge`.
 *
 * What a user can mend is thrown as an error for which {@link isUserError} is true: its `detail` says where, what was
 * found, and what to do. What a server does is never thrown: it is in the report.
 */
import type { ClientProfile, LintReport, Report } from '../model.js';
import type { CheckOptions, ClientsOptions, LintOptions, Probed, ProbeOptions, Servers } from './options.js';

export type * from '../model.js';
export type { Measure } from './judge.js';
export { judge } from './judge.js';
export type * from './options.js';
export { isUserError, type UserMistake } from './userMistake.js';

/**
 * Sends the matrix to servers and judges the answers. Read-only: no tool is called.
 *
 *     const { report } = await probe('https://example.com/mcp', { headers: { Authorization: `Bearer ${token}` } });
 *     report.exitCode; report.targets[0].diagnosis; report.targets[0].findings;
 *
 * @param servers a URL, several, or `{ config }`: all are probed at once, each for itself
 * @throws {UserError} for what is no URL, a header that cannot be sent, a configuration that cannot be read
 * @throws the reason of `options.signal`, after open sessions have been ended
 */
export async function probe(servers: Servers, options: ProbeOptions = {}): Promise<Probed> {
  return (await import('./probe.js')).probe(servers, options);
}

/** What was recorded of clients: one profile for each range of versions that behave the same. */
export async function clients(): Promise<ClientProfile[]>;
/**
 * Which recorded clients connect to servers, and why the others do not. The matrix is not sent.
 *
 *     const { report } = await clients('https://example.com/mcp');
 *     report.targets[0].clients.filter(({ connects }) => connects === false);
 *
 * @throws as `probe` does, and for a client that was not recorded
 */
export async function clients(servers: Servers, options?: ClientsOptions): Promise<Probed>;
export async function clients(
  servers?: Servers,
  options: ClientsOptions = {},
): Promise<ClientProfile[] | Probed> {
  if (servers === undefined) return (await import('../plan/loadProfiles.js')).loadProfiles();
  return (await import('./probe.js')).clients(servers, options);
}

/**
 * Judges a recording in a file, as the probe that made it did; gives up after 30 s.
 * @param file what `--record` wrote, or `run` of {@link probe} as JSON: 256 MiB at most
 * @throws {UserError} for a file that cannot be read, is no recording, or is damaged
 */
export async function check(file: string, options: CheckOptions = {}): Promise<Report> {
  return (await import('./check.js')).check(file, options);
}

/**
 * What is wrong in a client's configuration, read as that client reads it. Asks no server.
 * @param path `.mcp.json`, `.vscode/mcp.json`, `~` is not expanded
 * @throws {UserError} for a file that cannot be read, or whose client is not known here
 */
export async function lint(path: string, options: LintOptions = {}): Promise<LintReport> {
  return (await import('./lint.js')).lint(path, options);
}
