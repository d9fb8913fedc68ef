import { arch, platform, release } from 'node:os';
import type { MadeBy } from './model.js';
import { TOOL } from './tool.js';

/** What a recording says of where it was made: no name of a machine or of a person is in it. */
export const MADE_BY: MadeBy = {
  ...TOOL,
  node: process.versions.node,
  platform: `${platform()} ${release()} ${arch()}`,
};
