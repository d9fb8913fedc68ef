import { builtinRules } from '../src/judge/builtin.js';
import type { Asked, Exchange, Recording, Report, TargetReport } from '../src/model.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { reportOn } from '../src/run/judging.js';
import { listenBetween } from '../src/tap/listen.js';
import { targetFromUrl } from '../src/targets/fromUrl.js';

export const ASKED: Asked = {
  depth: 'control',
  era: 'auto',
  ruleset: 'recommended',
  failOn: 'error',
  timeoutMs: 0,
  burst: 0,
  clients: [],
  yours: null,
  client: null,
};

export interface Tapped {
  recording: Recording;
  target: TargetReport;
  report: Report;
  /** Every exchange as it was told, in the order in which they ended. */
  exchanges: Exchange[];
  refused: string[];
}

/** Taps a server in this process while a client does something at the printed address, and judges both. */
export async function tapped(url: string, client: (url: string) => Promise<unknown>): Promise<Tapped> {
  const exchanges: Exchange[] = [];
  const refused: string[] = [];
  const target = targetFromUrl(url, { headers: [], bearerEnv: null, credentials: [], env: {} });
  const listening = await listenBetween(target, {
    address: '127.0.0.1',
    port: 0,
    asked: ASKED,
    onHead: () => {},
    onExchange: (exchange) => void exchanges.push(exchange),
    onRefused: (why) => void refused.push(why),
  });
  let recording: Recording;
  try {
    await client(listening.url);
  } finally {
    recording = await listening.end();
  }
  const report = judged(recording, await loadProfiles(), await builtinRules());
  const [first] = report.targets;
  if (first === undefined) throw new Error('there is no target');
  return { recording, target: first, report, exchanges, refused };
}

/** What `tap` and `check` both say of a recording. */
export function judged(
  recording: Recording,
  profiles: Awaited<ReturnType<typeof loadProfiles>>,
  rules: Awaited<ReturnType<typeof builtinRules>>,
): Report {
  return reportOn([recording], rules, ASKED, null, { profiles, formats: [] });
}
