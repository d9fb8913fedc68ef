/** The newest legacy revision: what the hello requests. */
export const LEGACY_REVISION = '2025-11-25';
/** All revisions that begin with `initialize`, newest first. */
export const LEGACY_REVISIONS = [LEGACY_REVISION, '2025-06-18', '2025-03-26', '2024-11-05'];
/** The draft that came before them: some clients still take it, none asks for it. */
export const FIRST_REVISION = '2024-10-07';
/** The revision that has no handshake and no session. */
export const MODERN_REVISION = '2026-07-28';
/** Stands for the version that `initialize` negotiated, until it is known. */
export const NEGOTIATED = '{negotiated}';
/** Stands for a JSON-RPC id that is used once in the run. */
export const FRESH_ID = '{id}';
/** A revision that no server can support. */
export const IMPOSSIBLE_REVISION = '1999-01-01';
/** Well formed, not in use: for the rule on unsupported versions. */
export const UNKNOWN_REVISION = '2099-01-01';
