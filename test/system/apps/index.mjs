/**
 * What people use as a client: programs of the registry, each of which looks at every server of its configuration at once
 * and says which it reached, without a login.
 */
import { claude } from './claude.mjs';
import { codex } from './codex.mjs';
import { gemini } from './gemini.mjs';
import { opencode } from './opencode.mjs';

/**
 * @typedef {object} Entry a server in the configuration
 * @property {string} url
 * @property {[string, string][]} headers
 *
 * @typedef {object} App
 * @property {string} name `claude 2.1.329`
 * @property {string} profile the recorded profile that speaks for it
 * @property {(entries: Entry[]) => Promise<boolean[]>} look which of them it connects to; rejects where it does not say.
 *   It is installed when it is first asked
 */

/** The oldest version and the newest of those that a profile speaks for, where it makes a difference. @type {App[]} */
export const apps = [
  claude('1.0.128', '1.0.128'),
  claude('2.0.77', '2.0.77'),
  claude('2.1.220', '2.1.220'),
  claude('2.1.270', '2.1.270'),
  claude('2.1.329', '2.1.274'),
  codex('0.169.0'),
  gemini('0.61.0'),
  opencode('1.18.33'),
];
