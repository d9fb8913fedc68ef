import type { Target } from '../model.js';

/** Whether there is anything to leave out in the no-auth cell: in a header, or in the URL. */
export function hasCredentials({ credentials, url, bareUrl }: Target): boolean {
  return credentials.length > 0 || url !== bareUrl;
}
