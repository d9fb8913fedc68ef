import type { Depth, Era, FlowPlan, Need, Shape } from '../model.js';
import { flow, planCells } from './cells.js';
import { BOTH, JSON_TYPE, SSE_TYPE } from './matrix.js';
import { end, get, hello, list, modernRequest, open, withHeader, withParams } from './requests.js';
import { IMPOSSIBLE_REVISION, LEGACY_REVISION, MODERN_REVISION, UNKNOWN_REVISION } from './revisions.js';

/** What is sent between the control and the control again, but for streams: the cells, and the probes around them. */
export function planMatrix(depth: Depth, era: Era, shape: Shape): FlowPlan[] {
  return depth === 'control' ? [] : [...planCells(era, shape), ...planAround(depth, era, shape)];
}

/** After a refused control: what the refusal itself can still tell, and no more. */
export function planRefused(depth: Depth, era: Era, shape: Shape, status: number | null): FlowPlan[] {
  if (depth === 'control') return [];
  const cells = planCells(era, { ...shape, stateful: false });
  if (status === 406) return cells;
  if (status !== 401 && status !== 403) return [];
  const around = planAround(depth, era, shape);
  return [...cells, ...around].filter(({ id }) => /\/(no-auth|resource-metadata-\w+)$/.test(id));
}

/** The probes that explain a failure, sent by default after the cells. */
function planAround(depth: Depth, era: Era, shape: Shape): FlowPlan[] {
  if (depth === 'control' || depth === 'quick') return [];
  return [
    // The longer ones first: where flows may overlap, the run then ends sooner.
    ...(era === 'legacy' ? legacyProbes(shape) : modernProbes()),
    ...(shape.credentials ? withoutCredentials(era, shape) : []),
    limitSequence(era, shape),
    ...planMetadata(era),
  ];
}

function withoutCredentials(era: Era, shape: Shape): FlowPlan[] {
  const badAccept = flow(era, 'no-auth-bad-accept', [hello(era, JSON_TYPE, { credentials: false }), end()]);
  if (!shape.stateful || shape.oneSession || era === 'modern') return [badAccept];
  return [
    badAccept,
    flow(era, 'session-without-credentials', [...open(), list(era, BOTH, { credentials: false }), end()], {
      needs: [{ flow: `${era}/no-auth`, must: 'be-refused-without-credentials' }],
    }),
  ];
}

function legacyProbes(shape: Shape): FlowPlan[] {
  const era = 'legacy';
  const stateless = [flow(era, 'unknown-session', [list(era, BOTH, { session: 'bogus' })])];
  if (shape.oneSession) return stateless;
  const inSession = shape.stateful;
  const opening = inSession ? open() : [];
  const ending = inSession ? [end()] : [];
  return [
    flow(era, 'version-header', [
      ...opening,
      withHeader(list(era), 'MCP-Protocol-Version', null),
      withHeader(list(era), 'MCP-Protocol-Version', IMPOSSIBLE_REVISION),
      ...ending,
    ]),
    ...stateless,
    ...(inSession ? sessionProbes() : []),
  ];
}

/** The session of the stream: opened beside other flows, so that only the GET itself has to be alone. */
const STREAM_SESSION = 'legacy/get-session';

function sessionProbes(): FlowPlan[] {
  const era = 'legacy';
  return [
    flow(era, 'list-after-refusal', [...open(), list(era, JSON_TYPE), list(era, BOTH), end()]),
    flow(era, 'ended-session', [
      ...open(),
      end({ role: 'subject' }),
      list(era, BOTH, { only: 'session-ended' }),
    ]),
    flow(era, 'get-session', open()),
  ];
}

function modernProbes(): FlowPlan[] {
  const era = 'modern';
  const discover = hello(era);
  const unknown = modernRequest('mcp-accept/unknown');
  return [
    flow(era, 'method-header-missing', [withHeader(discover, 'Mcp-Method', null)]),
    flow(era, 'method-header-disagrees', [withHeader(discover, 'Mcp-Method', 'tools/list')]),
    flow(era, 'version-header-missing', [withHeader(discover, 'MCP-Protocol-Version', null)]),
    flow(era, 'version-header-disagrees', [withHeader(discover, 'MCP-Protocol-Version', LEGACY_REVISION)]),
    flow(era, 'unsupported-version', [
      withParams(withHeader(discover, 'MCP-Protocol-Version', UNKNOWN_REVISION), {
        _meta: {
          'io.modelcontextprotocol/protocolVersion': UNKNOWN_REVISION,
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      }),
    ]),
    flow(era, 'meta-missing', [withParams(discover, {})]),
    flow(era, 'unknown-method', [unknown]),
    flow(era, 'session-header-ignored', [{ ...discover, session: 'bogus' }]),
  ];
}

/**
 * GET on the endpoint, as clients send it; then with any type, in a session of its own, and only where the first
 * was refused and not by a 405: two streams have killed servers, and where there is none, no type opens one.
 */
export function planStreams(depth: Depth, era: Era, shape: Shape): FlowPlan[] {
  if (depth === 'control' || depth === 'quick' || shape.oneSession) return [];
  if (era === 'modern') {
    const modern = withHeader(get(SSE_TYPE, { session: 'none' }), 'MCP-Protocol-Version', MODERN_REVISION);
    return shape.dual ? [] : [flow(era, 'get', [modern])];
  }
  const refused: Need = { flow: `${era}/get`, must: 'be-refused-for-its-type' };
  if (!shape.stateful) {
    return [flow(era, 'get', [get(SSE_TYPE)]), flow(era, 'get-any-type', [get('*/*')], { needs: [refused] })];
  }
  const session = { flow: STREAM_SESSION };
  return [
    flow(era, 'get', [get(SSE_TYPE, { session }), end({ session, only: 'always' })], {
      needs: [{ flow: STREAM_SESSION, must: 'open-a-session' }],
    }),
    flow(era, 'get-any-type', [...open(), get('*/*'), end()], { needs: [refused] }),
  ];
}

/** Success, 406, success, in sequence: does a refusal count against the limit? */
function limitSequence(era: Era, shape: Shape): FlowPlan {
  const session = shape.oneSession ? { flow: 'legacy/both' } : ('own' as const);
  const opening = era === 'legacy' && shape.stateful && !shape.oneSession;
  const change = era === 'legacy' ? { session } : {};
  return flow(
    era,
    'limit-sequence',
    [
      ...(opening ? open() : []),
      list(era, BOTH, change),
      list(era, JSON_TYPE, change),
      list(era, BOTH, change),
      ...(opening ? [end()] : []),
    ],
    { alone: true, needs: [{ flow: `${era}/both`, must: 'show-limits' }] },
  );
}

/** Protected resource metadata (RFC 9728), looked up where a challenge was seen: path form, then root. */
function planMetadata(era: Era): FlowPlan[] {
  const look = (name: string, path: string): FlowPlan =>
    flow(
      era,
      name,
      [
        {
          name: 'metadata',
          role: 'subject',
          only: 'always',
          method: 'GET',
          path,
          headers: [['Accept', JSON_TYPE]],
          body: null,
          session: 'none',
          credentials: false,
          read: 'answer',
        },
      ],
      { needs: [{ flow: `${era}/no-auth`, must: 'challenge' }] },
    );
  return [
    look('resource-metadata-path', '/.well-known/oauth-protected-resource{path}'),
    look('resource-metadata-root', '/.well-known/oauth-protected-resource'),
  ];
}
