import type { ClientProfile, ClientStep, FlowPlan, HeaderLine, StepPlan } from '../model.js';
import { replayPlan, SESSION } from './replay.js';
import { end, hello, initialized, list } from './requests.js';

/** The handshake of a correct client, as a profile: what the control sends, and nothing is forgiven. */
export const REFERENCE: Record<FlowPlan['era'], ClientProfile> = {
  legacy: profile('legacy', [
    stepOf('initialize', hello('legacy'), 'always', []),
    stepOf('initialized', initialized(), 'always', [['Mcp-Session-Id', SESSION]]),
    stepOf('tools/list', list('legacy'), 'always', [['Mcp-Session-Id', SESSION]]),
    stepOf('delete', end(), 'with-session', [['Mcp-Session-Id', SESSION]]),
  ]),
  modern: {
    ...profile('modern', [stepOf('discover', hello('modern'), 'always', [])]),
    modern: [stepOf('tools/list', list('modern'), 'always', [])],
  },
};

function profile(era: FlowPlan['era'], legacy: ClientStep[]): ClientProfile {
  const own = { discover: 'ignored', initialize: 'ignored', post: 'ignored', delete: 'ignored' } as const;
  return {
    id: `reference@${era}`,
    client: 'reference',
    title: 'the reference client',
    versions: { from: era, to: era },
    recorded: [],
    provenance: { date: '', how: '' },
    format: null,
    bridge: false,
    legacy,
    modern: [],
    configured: {
      accept: own,
      'content-type': own,
      'mcp-protocol-version': own,
      'mcp-session-id': own,
      'mcp-method': own,
    },
    reactions: {
      discoverFatal: [{ status: ['3xx', '4xx', '5xx'] }, { failure: true }],
      discoverPatienceMs: null,
      sseFallback: null,
      initializedFatal: [{ status: ['3xx', '4xx', '5xx'] }, { failure: true }],
      getFatal: [],
      getDropsSession: [],
      sniffsJson: false,
      protocolVersions: null,
      authorization: null,
    },
  };
}

function stepOf(
  name: ClientStep['name'],
  { method, headers, body }: StepPlan,
  when: ClientStep['when'],
  session: HeaderLine[],
): ClientStep {
  if (method !== 'POST' && method !== 'DELETE') throw new Error(`the reference client sends no ${method}`);
  return { name, method, path: null, headers: [...headers, ...session], body, when };
}

const OPENING: ClientStep['name'][] = [
  'preflight',
  'preflight-again',
  'discover',
  'initialize',
  'initialized',
];

/**
 * What a client sends in one of its tries.
 * @param keeps the session is kept for the tries that follow
 * @param resumes it has a session from an earlier one, so it does not say hello
 */
export function profileOfTry(
  whole: ClientProfile,
  { keeps, resumes }: { keeps: boolean; resumes: boolean },
): ClientProfile {
  const legacy = whole.legacy.filter(
    ({ name }) => !(keeps && name === 'delete') && !(resumes && OPENING.includes(name)),
  );
  return { ...whole, legacy };
}

/** The plan of the nth try, without steps: they are added as it goes. */
export function planOfTry(whole: ClientProfile, nth: number): FlowPlan {
  return { ...replayPlan(whole), id: `repeat/${nth}`, alone: false };
}
