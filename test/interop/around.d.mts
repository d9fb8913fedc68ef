/** The types of around.mjs, for tests in TypeScript. */
import type { Era } from '../../src/model.js';
import type { SeenAround } from './readings.js';
import type { InteropServer } from './roster.mjs';

export declare function observeAround(
  server: Pick<InteropServer, 'start' | 'token' | 'diesOfDelete'>,
  eras: readonly Era[],
): Promise<Partial<Record<Era, SeenAround>>>;
