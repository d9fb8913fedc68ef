import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { Route } from '../model.js';

/** What TLS is spoken with: whom to trust, and whether to ask at all. */
export interface Trust {
  rejectUnauthorized: boolean;
  /** Absent: that of Node. */
  secureContext?: SecureContext;
}

/** Further authorities come beside those of Node, with `NODE_EXTRA_CA_CERTS` among them as everywhere else. */
export function trustOf({ ca, insecure }: Pick<Route, 'ca' | 'insecure'>): Trust {
  const rejectUnauthorized = !insecure;
  if (ca === null) return { rejectUnauthorized };
  const secureContext = createSecureContext({ ca: [...rootCertificates, ...extra(), ca] });
  return { rejectUnauthorized, secureContext };
}

function extra(): string[] {
  const path = process.env['NODE_EXTRA_CA_CERTS'];
  if (path === undefined || path === '') return [];
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    // Node itself warns of it and goes on.
    return [];
  }
}
