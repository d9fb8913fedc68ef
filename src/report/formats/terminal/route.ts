import type { RecordedRoute } from '../../../model.js';
import type { Paint } from '../../colour.js';
import { forTerminal } from '../../escape.js';
import { beside, proseWidth } from '../../layout.js';
import type { View } from '../../view.js';

const LABEL = '  way    ';

/** How the connections were made, where not as a matter of course. */
export function route(way: RecordedRoute, view: View, paint: Paint): string[] {
  const parts = routeWords(way);
  if (parts.length === 0) return [];
  return beside(LABEL, forTerminal(parts.join('; '), 600), proseWidth(view.width), (same) =>
    paint('strong', same),
  );
}

/** Each thing that was asked for, in words. */
export function routeWords({
  proxy,
  passed,
  ca,
  insecure,
  withheld,
  resolve,
  family,
}: RecordedRoute): string[] {
  return [
    ...(proxy === null ? [] : [`through the proxy ${proxy.url} (${proxy.from})`]),
    ...(passed === null ? [] : [`past the proxy of ${passed.from}: NO_PROXY names ${passed.by}`]),
    ...(insecure ? ['certificates were not checked (--insecure)'] : []),
    ...(withheld
      ? ['no credentials were sent, since nobody checked who answers (--insecure twice sends them)']
      : []),
    ...(ca ? ['one more authority was trusted (--ca)'] : []),
    ...resolve.map((one) => `--resolve ${one}`),
    ...(family === null ? [] : [`IPv${family} alone`]),
  ];
}
