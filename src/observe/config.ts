import type { ClientProfile, ConfigFile, ConfigObservation, FileFacts } from '../model.js';
import { entriesOf } from './config/entry.js';
import { headersOf } from './config/header.js';
import { keysOf } from './config/key.js';
import { urlsOf } from './config/url.js';
import { variablesOf } from './config/variable.js';

/** What is not in the file: what its client was recorded to do, and where this process runs. */
export interface Surroundings {
  profile: Pick<ClientProfile, 'configured'> | null;
  inContainer: boolean;
}

/** Every fact about a configuration that a rule may ask for. Pure; no secret is in it. */
export function observeConfig(file: ConfigFile, { profile, inContainer }: Surroundings): ConfigObservation {
  return {
    file: fileFacts(file, inContainer),
    entries: entriesOf(file),
    urls: urlsOf(file),
    headers: headersOf(file, profile?.configured ?? null),
    variables: variablesOf(file),
    keys: keysOf(file),
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
    expands: format.expansion.write !== null,
    serversKey: format.servers.map((keys) => keys.join('.')).join(' or '),
    serversFoundAt: file.entries.length > 0 ? null : foundAt(file),
  };
}

/** Where clients keep their servers, and what comes near it. */
const SERVERS = /^(mcp[-_]?)?servers?$|^mcp$/i;

function foundAt({ root, format }: ConfigFile): string | null {
  const right = format.servers.map((keys) => keys[0]);
  const found = root.properties.find(
    ({ key, value }) => SERVERS.test(key) && !right.includes(key) && value.properties.length > 0,
  );
  return found?.key ?? null;
}
