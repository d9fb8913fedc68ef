import type {
  CellReport,
  Era,
  NotJudged,
  Observation,
  ObservedExchange,
  Outcome,
  Recording,
} from '../model.js';
import { CELLS, type Cell } from '../plan/matrix.js';
import { reportedHits } from '../plan/reported.js';
import { type BySubject, besideControl, type Failed, type Judged, lineOf, outcomeOf } from './outcome.js';

type Message = 'hello' | 'tools/list';

/** The seven cells of each era, hello and list, also where nothing was sent: then the reason is said. */
export function cellReports(
  recording: Recording,
  observation: Observation,
  verdicts: BySubject,
  failed: readonly Failed[],
  notJudged: NotJudged | null,
): CellReport[] {
  const { eras } = observation.server;
  const shownEras: readonly Era[] =
    eras.length > 0 ? eras : [recording.asked.era === 'modern' ? 'modern' : 'legacy'];
  return shownEras.flatMap((era) =>
    CELLS.flatMap((cell) => {
      const messages: Message[] =
        cell.id === 'no-auth'
          ? ['hello']
          : cell.id === 'rate-limited'
            ? ['tools/list']
            : ['hello', 'tools/list'];
      return messages.map((message): CellReport => {
        const it = exchangeOf(observation, era, cell, message);
        if (it === null)
          return {
            ...unsent(cell, era, message),
            ...whyUnsent(recording, observation, era, cell, message, notJudged),
          };
        const hits = it.refusedAccept ? reportedHits(cell.id, message) : [];
        const line = { ...lineOf(it), message, cell: cell.id, hits };
        if (message === 'tools/list' && observation.server.hasTools === false && !it.worked) {
          return { ...line, ...NO_TOOLS };
        }
        if (cell.id === 'rate-limited') {
          return { ...line, probe: cell.id, ...limitReached(it, observation, verdicts, failed) };
        }
        const control = observation.server.control[era];
        return { ...line, ...besideControl(judgedOutcome(it, verdicts, failed, notJudged), it, control) };
      });
    }),
  );
}

const NO_TOOLS = { outcome: 'skipped', because: 'the server offers no tools' } as const;
const PUBLIC = { outcome: 'skipped', because: 'no credentials were given: the server is public' } as const;
const NO_CREDENTIALS = { outcome: 'skipped', because: 'no credentials were given' } as const;

/** What was received when the limit was reached, whether or not that was meant. */
function limitReached(
  it: ObservedExchange,
  { exchanges }: Observation,
  verdicts: BySubject,
  failed: readonly Failed[],
): Judged {
  const before = exchanges.filter((other) => other.seq < it.seq);
  const counted = it.cell === 'rate-limited' ? before.filter((other) => other.flow === it.flow) : before;
  const received = `${it.status} received after ${counted.length} requests`;
  const { outcome, because } = outcomeOf({ ...it, cell: 'rate-limited' }, verdicts, failed);
  return {
    outcome,
    because: because === null || outcome !== 'failed' ? received : `${received}; ${because}`,
  };
}

/** A cell that no rule judged is not green. */
function judgedOutcome(
  it: ObservedExchange,
  verdicts: BySubject,
  failed: readonly Failed[],
  notJudged: NotJudged | null,
): Judged {
  const { outcome, because } = outcomeOf(it, verdicts, failed);
  // A control that did not work is never green.
  if (it.kind === 'control' && !it.worked && outcome === 'passed') {
    return {
      outcome: 'inconclusive',
      because: notJudged?.title ?? `answered ${it.status}, without a result`,
    };
  }
  if (outcome !== 'skipped') return { outcome, because };
  return { outcome: 'inconclusive', because: notJudged?.title ?? because };
}

function exchangeOf(
  observation: Observation,
  era: Era,
  cell: Cell,
  message: Message,
): ObservedExchange | null {
  if (cell.id === 'rate-limited') {
    return observation.exchanges.find((it) => it.era === era && it.limited) ?? null;
  }
  const inCell = observation.exchanges.filter(
    (it) => it.cell === cell.id && it.era === era && it.role === 'subject' && !it.superseded,
  );
  const steps = message === 'hello' ? ['initialize', 'discover'] : ['tools/list'];
  return inCell.find((it) => steps.includes(it.step)) ?? null;
}

function unsent(cell: Cell, era: Era, message: Message): Omit<CellReport, 'outcome' | 'because'> {
  return {
    id: `${era}/${cell.id}`,
    probe: cell.id,
    cell: cell.id,
    era,
    message,
    request: { method: 'POST', accept: cell.accept },
    response: { status: null, mediaType: null },
    failure: null,
    ms: null,
    hits: [],
  };
}

function whyUnsent(
  recording: Recording,
  { server, exchanges }: Observation,
  era: Era,
  cell: Cell,
  message: Message,
  notJudged: NotJudged | null,
): { outcome: Outcome; because: string } {
  const stopped = recording.notSent.find((entry) => entry.flow === `${era}/${cell.id}`);
  if (stopped !== undefined) return { outcome: 'inconclusive', because: stopped.reason };
  if (cell.id === 'rate-limited') {
    const burst = exchanges.filter((it) => it.cell === 'rate-limited' && it.era === era).length;
    const seen = server.showsLimits ? 'limit headers were seen' : 'no limit headers were seen';
    const because = burst > 0 ? `not reached by ${burst} requests` : `not reached; ${seen}`;
    return { outcome: 'skipped', because };
  }
  if (notJudged !== null) return { outcome: 'inconclusive', because: notJudged.title };
  if (cell.id === 'no-auth') return server.auth === 'none' ? PUBLIC : NO_CREDENTIALS;
  if (server.oneSession && message === 'hello')
    return { outcome: 'skipped', because: 'the server allows one session in all' };
  return { outcome: 'inconclusive', because: 'not sent' };
}
