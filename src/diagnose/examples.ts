import type { CompiledRule } from '../judge/engine.js';
import { judge } from '../judge/engine.js';
import { type Canned, recordExample } from '../judge/examples.js';
import type { CompiledFingerprint } from '../judge/fingerprints.js';
import type {
  ClientProfile,
  ClientReport,
  DiagnosisExample,
  DiagnosisScope,
  ExampleAnswer,
  Recording,
  TrafficFacts,
} from '../model.js';
import { observe } from '../observe/observe.js';
import { PACED } from '../record/stops.js';
import { UNTOLD } from './clients.js';
import { scopeOf } from './scope.js';

/** What is known beside the run of an example. */
export interface ExampleKnowledge {
  rules: readonly CompiledRule[];
  profiles: readonly ClientProfile[];
  fingerprints: readonly CompiledFingerprint[];
}

/** What the run of an example leaves a diagnosis to rest on. No network, no clock. */
export async function scopeOfExample(
  example: DiagnosisExample,
  answers: (answer: ExampleAnswer) => Canned,
  { rules, profiles, fingerprints }: ExampleKnowledge,
): Promise<DiagnosisScope> {
  const recording = withChanges(await recordExample(example, answers), example);
  const observation = observe(recording);
  const verdicts = judge(rules, observation);
  const scope = scopeOf(recording, observation, {
    verdicts,
    clients: example.clients.map(asReport),
    profiles,
    fingerprints,
    traffic: null,
  });
  const { traffic } = example.recording;
  return traffic === undefined ? scope : { ...scope, traffic: { ...NO_TRAFFIC, ...traffic } };
}

const NO_TRAFFIC: TrafficFacts = {
  clients: '',
  exchanges: 0,
  posts: 0,
  hello: false,
  works: false,
  oldTransport: false,
  fault: null,
  failed: null,
};

function withChanges(recording: Recording, { recording: changes }: DiagnosisExample): Recording {
  const {
    url,
    transport,
    fromFile,
    era,
    depth,
    cutShort = null,
    paced,
    route,
    network,
    redirects,
    problem,
  } = changes;
  const interrupted = changes.interrupted === true || cutShort !== null;
  const source = fromFile === true ? { file: '.mcp.json', server: 'example', format: 'claude-code' } : null;
  const flows = interrupted
    ? recording.flows.map((flow) => ({ ...flow, ended: 'interrupted' as const }))
    : recording.flows;
  return {
    ...recording,
    target: {
      ...recording.target,
      url: url ?? recording.target.url,
      transport: transport ?? 'http',
      source,
    },
    asked: { ...recording.asked, era: era ?? 'auto', depth: depth ?? recording.asked.depth },
    flows: interrupted ? flows : flows.map((flow) => ({ ...flow, ended: 'complete' as const })),
    notSent: paced === true ? [{ flow: 'legacy/missing', reason: PACED }] : recording.notSent,
    route: { ...recording.route, ...route },
    network: network === undefined ? null : { ...network, through: network.through ?? null },
    redirects: redirects ?? [],
    problem: problem ?? null,
    cutShort,
  };
}

function asReport(client: Partial<ClientReport>): ClientReport {
  return {
    ...UNTOLD,
    client: 'example',
    title: 'Example',
    version: '1.0.0 and later',
    ...client,
  };
}
