import type {
  Bridge,
  ClientProfile,
  ConfigEntry,
  ConfigFile,
  FixedServer,
  FlowPlan,
  Format,
  ProposedEdit,
  StepPlan,
} from '../../model.js';
import type { Send } from '../../net/wire.js';
import { say } from '../../say.js';
import type { Edit } from '../edits/edits.js';
import { type EntryBench, entryBench } from './bench.js';
import { type Mended, readAtAll } from './mended.js';
import { askedWords, askOtherPaths, isWrongPath, type OtherPaths, pathProposal } from './otherPaths.js';
import { FAMILY, probedProposals } from './probed.js';
import { lintProposals, type Seen, sameEdits } from './proposals.js';
import { type Proof, type Proposal, prove } from './prove.js';
import type { Trial } from './trial.js';

export interface MendOptions {
  formats: readonly Format[];
  env: Readonly<Record<string, string | undefined>>;
  /** The part of it that the client will have too: without what only `--env-file` says. */
  shell: Readonly<Record<string, string | undefined>>;
  /** The newest versions of the file's client that were recorded; null: none was. */
  profile: ClientProfile | null;
  /** What is replayed for an entry that starts a bridge. */
  bridgeFor: (bridge: Bridge) => ClientProfile | null;
  /** A sender for one server. */
  sendFor: () => Send;
  /** Per exchange, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  onStep: (server: string, flow: FlowPlan, step: StepPlan) => void;
}

/**
 * Proves what can be mended in these entries of a file. Servers are tried side by side, but one session
 * at a time on each host.
 *
 * @param seen what lint found in the whole file
 */
export async function mend(
  file: ConfigFile,
  entries: readonly ConfigEntry[],
  seen: Omit<Seen, 'env'>,
  options: MendOptions,
): Promise<Mended> {
  const hosts = new Map<string, Promise<unknown>>();
  const each = entries.map((entry) => {
    const host = hostOf(entry);
    const own = (hosts.get(host) ?? Promise.resolve()).then(() => mendEntry(file, entry, seen, options));
    hosts.set(host, own);
    return own;
  });
  const results = await Promise.all(each);
  return readAtAll(file, {
    servers: results.map(({ server }) => server),
    edits: results.flatMap(({ edits }) => edits),
    made: results.flatMap(({ made }) => made),
  });
}

function hostOf({ url }: ConfigEntry): string {
  const address = url?.expanded ?? '';
  return URL.canParse(address) ? new URL(address).host : '';
}

async function mendEntry(
  file: ConfigFile,
  entry: ConfigEntry,
  seen: Omit<Seen, 'env'>,
  options: MendOptions,
): Promise<{ server: FixedServer; edits: ProposedEdit[]; made: Edit[] }> {
  const { shell, onStep, sendFor } = options;
  const found = lintProposals(file, entry, { ...seen, env: shell });
  if (entry.skipped !== null && (found.length === 0 || isOff(entry))) {
    return { server: serverOf(entry, null), edits: [], made: [] };
  }
  const send = sendFor();
  const bench = entryBench({
    ...options,
    profile: entry.bridge === null ? options.profile : options.bridgeFor(entry.bridge),
    send,
    file,
    entry,
    onStep: (flow, step) => onStep(entry.name, flow, step),
  });
  const before = await bench.try([]);
  const probed = probedProposals(file, entry, before, bench.seen()).filter(
    (guess) => !found.some((one) => sameEdits(one, guess)),
  );
  const paths = await otherPaths(entry, before, probed, bench, send, options);
  const guesses = [...probed, ...(paths === null ? [] : pathProposal(file, entry, paths))];
  const proof = await prove([...found, ...guesses], bench, entry.bridge?.client ?? file.format.title);
  // A guess of ours that came to nothing is no news.
  const guessed = new Set(guesses.map(({ rule }) => rule));
  const edits = proof.edits.filter(({ rule, made }) => made || !guessed.has(rule));
  const server = serverOf(entry, proof);
  const { because } = server;
  return {
    server: {
      ...server,
      because: because === null ? null : [because, ...elsewhere(paths, proof.edits)].join('; '),
    },
    edits,
    made: proof.made.flatMap((one) => one.edits),
  };
}

/** Where else nothing was found, or nothing that could be written down. */
function elsewhere(paths: OtherPaths | null, edits: readonly ProposedEdit[]): string[] {
  const neither = edits.some(({ rule, made }) => rule === FAMILY && !made);
  const asked = paths === null ? null : askedWords(paths);
  return [...(neither ? [say('no-other-address')] : []), ...(asked === null ? [] : [asked])];
}

/** Where else the server may be; null where nothing says that it is not here, or another transport finds it. */
async function otherPaths(
  entry: ConfigEntry,
  before: Trial,
  probed: readonly Proposal[],
  bench: EntryBench,
  send: Send,
  { timeoutMs, signal, onStep }: MendOptions,
): Promise<OtherPaths | null> {
  const url = entry.url?.expanded ?? null;
  if (url === null || before.connects !== false || !isWrongPath(bench.seen())) return null;
  for (const proposal of probed) if ((await bench.try([proposal])).connects === true) return null;
  return askOtherPaths(url, {
    send,
    timeoutMs,
    signal,
    onStep: (flow, step) => onStep(entry.name, flow, step),
  });
}

/** Nothing is wrong with it: it is switched off, or this client reads no address from the file at all. */
function isOff({ transport, url }: ConfigEntry): boolean {
  return url !== null && (transport === 'http' || transport === 'sse');
}

function serverOf({ name, scope, skipped }: ConfigEntry, proof: Proof | null): FixedServer {
  const none = { name, scope, before: null, after: null, because: null, why: null };
  // An entry that the client takes for a program is none, when an edit makes it a server.
  if (proof === null || (skipped !== null && proof.after.connects === null)) return { ...none, skipped };
  const { before, after } = proof;
  const because = after.connects === true ? null : after.because;
  return {
    ...none,
    skipped: null,
    before: before.connects,
    after: after.connects,
    because,
    why: before.connects === false ? before.because : null,
  };
}
