import { arch, platform, release } from 'node:os';
import type { MadeBy } from './model.js';
import { TOOL } from './tool.js';

/** `22.23.5` of Node.js, and of what only looks like it its own name: `bun 1.4.5`. */
export function runtimeOf(versions: NodeJS.Dict<string> & { node: string }): string {
  const other = ['bun', 'deno'].find((name) => versions[name] !== undefined);
  return other === undefined ? versions.node : `${other} ${versions[other]}`;
}

/** What a recording says of where it was made: no name of a machine or of a person is in it. */
export const MADE_BY: MadeBy = {
  ...TOOL,
  node: runtimeOf(process.versions),
  platform: `${platform()} ${release()} ${arch()}`,
};
