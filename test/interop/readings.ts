import type { Era, ProbeReport, TargetReport } from '../../src/model.js';
import { cellsOf, type Seen, type Server } from '../cellTruth.js';

export type SeenAround = Record<string, Seen | [null, null]>;

/** What raw sockets saw of one server: the cells, and the probes around them. */
export interface Truth extends Server {
  around: Partial<Record<Era, SeenAround>>;
}

/** The name of a probe in the truth: by its flow, and where that has several, by which of them it is. */
const PROBES: Record<string, string[]> = {
  'version-header': ['no version header', 'version 1999-01-01'],
  'unknown-session': ['unknown session'],
  get: ['get'],
  'list-after-refusal': ['', 'list after a refusal'],
  'ended-session': ['delete', 'ended session'],
  discover: ['server/discover'],
  'method-header-missing': ['method header missing'],
  'method-header-disagrees': ['method header disagrees'],
  'version-header-missing': ['version header missing'],
  'version-header-disagrees': ['version header disagrees'],
  'unsupported-version': ['unsupported version'],
  'meta-missing': ['meta missing'],
  'session-header-ignored': ['session header'],
  'unknown-method': ['unknown method'],
};

/** What a report says the server answered, in the words of the truth, and only what both of them have. */
export function readingsOf(
  target: TargetReport,
  truth: Truth,
): { said: object; seen: object; count: number } {
  const said: Record<string, unknown> = {};
  const seen: Record<string, unknown> = {};
  let count = 0;
  // Of a server that dies on the way, what came after that is said to be no reading.
  const survived = target.diagnosis?.id !== 'did-not-survive';
  const holds = ({ outcome }: ProbeReport) => survived || outcome === 'passed' || outcome === 'failed';
  for (const era of target.eras) {
    const cells = cellsOf(target.cells.filter(holds), era);
    const own = Object.entries(truth[era] ?? {}).filter(([cell]) => survived || cell in cells);
    said[era] = cells;
    seen[era] = Object.fromEntries(own);
    count += Object.values(cells).reduce((sum, answers) => sum + Object.keys(answers).length, 0);
    const around = aroundOf(target.probes.filter(holds), era);
    const both = Object.keys(around).filter((name) => truth.around[era]?.[name] !== undefined);
    said[`${era} around`] = Object.fromEntries(both.map((name) => [name, around[name]]));
    seen[`${era} around`] = Object.fromEntries(both.map((name) => [name, truth.around[era]?.[name]]));
    count += both.length;
  }
  return { said, seen, count };
}

function aroundOf(probes: readonly ProbeReport[], era: Era): SeenAround {
  const seen: SeenAround = {};
  for (const [flow, names] of Object.entries(PROBES)) {
    const own = probes.filter((one) => one.probe === flow && (one.era === era || flow === 'discover'));
    for (const [at, { response }] of own.entries()) {
      const { status, mediaType } = response;
      const name = names[at];
      if (name) seen[name] = status === null ? [null, null] : [status, mediaType];
    }
  }
  return seen;
}
