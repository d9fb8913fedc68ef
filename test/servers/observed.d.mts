/** The types of observed.mjs, for tests in TypeScript. */
import type { Server } from '../cellTruth.js';
import type { Running } from './index.mjs';

export declare function observe(server: { start(): Promise<Running>; token?: string }): Promise<Server>;
