/** The command by which the shells ask what may come next. */
export const HIDDEN = 'complete';
