import type { Failure } from '../model.js';
import { ProxyFailure } from './tunnel.js';

const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EAI_FAIL']);
const CONNECT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'EACCES',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TLS =
  /^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)/;

/** A 1xx that undici refuses to read past: 100 without `Expect`, 101 without `Upgrade`. */
const UNASKED: Record<string, string> = {
  'bad response': 'UNASKED_CONTINUE',
  'bad upgrade': 'UNASKED_UPGRADE',
};

/**
 * Puts a thrown error in its place: where it failed, by which code. `ms` since the request began.
 * @param alert what TLS said when it ended the channel; in TLS 1.3 that comes after the handshake
 */
export function failureOf(error: unknown, ms: number, alert: string | null = null): Failure {
  const code = alert ?? codeOf(error);
  const stage = error instanceof ProxyFailure ? 'proxy' : stageOf(code);
  return { kind: 'failure', stage, code, ms };
}

function stageOf(code: string): Failure['stage'] {
  if (DNS.has(code)) return 'dns';
  if (CONNECT.has(code)) return 'connect';
  if (TLS.test(code)) return 'tls';
  if (code === 'INTERRUPTED') return 'aborted';
  if (code === 'UND_ERR_INVALID_ARG') return 'write';
  return 'headers';
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') {
    const unasked = error.code === 'UND_ERR_SOCKET' && error instanceof Error ? UNASKED[error.message] : null;
    if (unasked != null) return unasked;
    // undici wraps what the socket said.
    const cause = 'cause' in error && error.code === 'UND_ERR_SOCKET' ? codeOf(error.cause) : 'UNKNOWN';
    return cause === 'UNKNOWN' ? error.code : cause;
  }
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  if ('cause' in error && error.cause !== undefined) return codeOf(error.cause);
  return error instanceof Error ? error.name : 'UNKNOWN';
}
