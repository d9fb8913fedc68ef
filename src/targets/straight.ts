import type { RecordedRoute, Route } from '../model.js';
import { NO_PROXIES } from './proxies.js';

/** As connections are made where nobody asked for anything else. */
export const STRAIGHT: Route = {
  proxies: NO_PROXIES,
  ca: null,
  insecure: false,
  insecureCredentials: false,
  resolve: [],
  family: null,
};

/** The same, as it is recorded. */
export const RECORDED_STRAIGHT: RecordedRoute = {
  proxy: null,
  passed: null,
  ca: false,
  insecure: false,
  withheld: false,
  resolve: [],
  family: null,
};
