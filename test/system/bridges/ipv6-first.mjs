// Loaded into a bridge (`--import`): `localhost` has both addresses, ::1 first, as on many machines but not on all.
import dns from 'node:dns';

const { lookup } = dns;
const BOTH = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

dns.lookup = (host, options, callback) => {
  const tell = typeof options === 'function' ? options : callback;
  if (host !== 'localhost') return lookup(host, options, callback);
  const all = typeof options === 'object' && options?.all === true;
  return process.nextTick(() => (all ? tell(null, BOTH) : tell(null, BOTH[0].address, BOTH[0].family)));
};
