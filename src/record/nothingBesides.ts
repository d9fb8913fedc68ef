import type { Recording } from '../model.js';

/** What a recording holds besides its flows, where nobody looked for more. */
export const NOTHING_BESIDES: Pick<Recording, 'network' | 'redirects' | 'traffic' | 'problem' | 'cutShort'> =
  {
    network: null,
    redirects: [],
    traffic: null,
    problem: null,
    cutShort: null,
  };
