import type { Bridge, ConfigFile, ConfigObservation, FileFacts, Format } from '../model.js';
import { say } from '../say.js';
import { movedFrom, serversKeyOf } from '../targets/config/formats.js';
import { matches } from '../targets/config/node.js';
import { entriesOf } from './config/entry.js';
import { headersOf, type Recorded } from './config/header.js';
import { keysOf } from './config/key.js';
import { refusalsOf } from './config/refusal.js';
import { typesOf } from './config/type.js';
import { urlsOf } from './config/url.js';
import { variablesOf } from './config/variable.js';

/** What is not in the file: what its client was recorded to do, and where this process runs. */
export interface Surroundings {
  profile: Recorded | null;
  /** The same of a bridge that an entry starts; absent: nothing is known of any. */
  bridgeFor?: (bridge: Bridge) => Recorded | null;
  inContainer: boolean;
}

/** Every fact about a configuration that a rule may ask for. Pure; no secret is in it. */
export function observeConfig(
  file: ConfigFile,
  { profile, bridgeFor = () => null, inContainer }: Surroundings,
): ConfigObservation {
  const entries = entriesOf(file);
  // What the client does not read from this file at all is one finding, not ten.
  const read = file.format.remote;
  const bridged = new Set(entries.flatMap(({ id, bridge: program }) => (program === null ? [] : [id])));
  const clientOf = (bridge: Bridge | null) => (bridge === null ? profile : bridgeFor(bridge));
  const isRead = ({ entry }: { entry: string }): boolean => read || bridged.has(entry);
  const unread = new Set(entries.filter(({ hasUrl }) => !read && hasUrl).map(({ id }) => id));
  return {
    file: fileFacts(file, inContainer),
    entries,
    types: typesOf(file),
    urls: urlsOf(file).filter(isRead),
    headers: headersOf(file, ({ bridge }) => clientOf(bridge)).filter(isRead),
    variables: variablesOf(file).filter(isRead),
    keys: keysOf(file).filter(({ entry, duplicateOf }) => duplicateOf !== null || !unread.has(entry)),
    refusals: refusalsOf(file),
  };
}

function fileFacts(file: ConfigFile, inContainer: boolean): FileFacts {
  const { format, root } = file;
  return {
    id: 'file',
    entry: '',
    server: '',
    place: root.place,
    path: [],
    format: format.id,
    client: format.title,
    remote: format.remote,
    inContainer,
    reference: referenceIn(format),
    serversKey: serversKeyOf(format).join('.'),
    serversThere: format.servers.some((pattern) => matches(root, pattern).length > 0),
    moveTo: movedFrom(file.path, format),
    serversFoundAt: serversFoundAt(file),
  };
}

function referenceIn({ expansion, keys, title }: Format): string {
  if (expansion.write !== null) return `\`${expansion.write}\``;
  const named = [...keys.envHeaders, ...(keys.bearerEnv === null ? [] : [keys.bearerEnv])];
  return named.length === 0 ? `${title} knows none` : say('reference-by-name', { keys: named.join(' or ') });
}

/** Where clients keep their servers, and what comes near it. */
const SERVERS = /^(mcp[-_]?)?servers?$|^mcp$/i;

/** The key of another client under which the servers stand; null: none, or they stand where they should. */
export function serversFoundAt({ root, format, entries }: ConfigFile): string | null {
  if (entries.length > 0) return null;
  const right = format.servers.map((keys) => keys[0]);
  const found = root.properties.find(
    ({ key, value }) => SERVERS.test(key) && !right.includes(key) && value.properties.length > 0,
  );
  return found?.key ?? null;
}
