import type { Failure } from '../model.js';
import { errorCode } from './errorCode.js';
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

/**
 * Puts a thrown error in its place: where it failed, by which code. `ms` since the request began.
 * @param alert what TLS said when it ended the channel; in TLS 1.3 that comes after the handshake
 */
export function failureOf(error: unknown, ms: number, alert: string | null = null): Failure {
  const code = alert ?? errorCode(error);
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
