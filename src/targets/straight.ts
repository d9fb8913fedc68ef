import type { RecordedRoute } from '../model.js';

/** How connections are recorded that were made where nobody asked for a way of their own. */
export const RECORDED_STRAIGHT: RecordedRoute = {
  proxy: null,
  passed: null,
  ca: false,
  insecure: false,
  withheld: false,
  resolve: [],
  family: null,
};
