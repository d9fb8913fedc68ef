import type { Era } from './model.js';

/** Both, in the order in which they are asked and shown. */
export const ERAS: readonly Era[] = ['legacy', 'modern'];
