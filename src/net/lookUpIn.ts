import { isIP, type LookupFunction } from 'node:net';
import type { Resolution } from '../model.js';

/** What a system's look-up would say, of these addresses alone. */
export function lookUpIn({ host, addresses }: Resolution): LookupFunction {
  return (_name, { family, all }, done) => {
    const wanted = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0);
    const found = addresses
      .map((address) => ({ address, family: isIP(address) }))
      .filter((one) => wanted === 0 || one.family === wanted);
    const [first] = found;
    if (first === undefined) {
      const none = Object.assign(new Error(`no such address of ${host}`), { code: 'ENOTFOUND' });
      return done(none, '');
    }
    if (all === true) done(null, found);
    else done(null, first.address, first.family);
  };
}
