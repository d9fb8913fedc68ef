/** Flows that overlap at most, where a server has shown that it bears it: as many connections as a browser opens. */
export const MOST_AT_ONCE = 6;
