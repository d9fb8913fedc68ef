import type { Answer, Json } from '../model.js';
import { isObject } from '../record/reading.js';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/**
 * Whether a document about a protected resource names one that this URL is no part of, as clients look at it: another
 * host or scheme, or a path that is not the beginning of the path that was asked for. Ports are not compared: behind a
 * front they differ rightly.
 * @param url where the document was looked up: the resource's path stands after the well-known one, or not at all
 * @returns null where no resource is named
 */
export function isOfAnother(url: string, answer: Answer | null): boolean | null {
  const resource = answer?.status === 200 ? resourceIn(answer.body.text) : null;
  if (resource === null || !URL.canParse(url)) return null;
  const asked = new URL(url);
  const path = asked.pathname.replace(WELL_KNOWN, '');
  if (resource.protocol !== asked.protocol || resource.hostname !== asked.hostname) return true;
  // The root speaks for every path: which one is meant cannot be told from there.
  return path !== '' && !withSlash(path).startsWith(withSlash(resource.pathname));
}

function resourceIn(text: string): URL | null {
  try {
    const document: Json = JSON.parse(text);
    const resource = isObject(document) ? document['resource'] : null;
    return typeof resource === 'string' && URL.canParse(resource) ? new URL(resource) : null;
  } catch {
    return null;
  }
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
