import { existsSync } from 'node:fs';
import { EXIT, UserError } from '../errors.js';
import type { ClientReport, Format, Recording, Snippet, Target, TargetReport, Transport } from '../model.js';
import { observe } from '../observe/observe.js';
import {
  hasWordFor,
  placesToFillIn,
  snippetFor,
  variablesIn,
  type Wanted,
} from '../remedy/advice/dialect.js';
import { wantedOf } from '../remedy/advice/hints.js';
import { withEntry } from '../remedy/edits/addition.js';
import { linesBelow } from '../remedy/edits/yamlText.js';
import { renderInit } from '../report/init.js';
import { viewOf } from '../report/view.js';
import { askedOf, chooseClients } from '../run/chosenClients.js';
import { knowledgeFor, reportOn } from '../run/judging.js';
import { projectFileIn } from '../targets/config/find.js';
import { formatNamed, formatOfPath, loadFormats } from '../targets/config/formats.js';
import { readConfigText } from '../targets/config/readFile.js';
import { expandHeader, namedByUser } from '../targets/fromReferences.js';
import { targetFromUrl } from '../targets/fromUrl.js';
import { type RouteOptions, routeFrom } from '../targets/route.js';
import type { Context } from './context.js';
import { recordAll } from './send.js';
import { environment } from './targets.js';
import { unwritable } from './unwritable.js';

export interface InitOptions extends RouteOptions {
  client: string;
  name?: string;
  header: string[];
  bearerEnv?: string;
  credential: string[];
  envFile?: string;
  file?: string;
  dryRun?: true;
  timeout: number;
  debug?: true;
}

/** `init`: an entry for a server, written only if its client connects with it. @returns the exit code */
export async function init(context: Context, url: string, options: InitOptions): Promise<number> {
  const { writer, process } = context;
  const formats = await loadFormats();
  const format = formatNamed(options.client.split('@')[0] ?? '', formats);
  const env = await environment(context, options.envFile);
  const target = targetOf(url, options, env);
  const path = options.dryRun === true ? null : (options.file ?? (await projectFileIn('.', format)));
  if (path !== null) refuseUserFile(path, format, formats);
  const { recording, report } = await tried(context, target, format, options);
  const [shown] = report.targets;
  if (shown === undefined) throw new Error('nothing was probed');
  const mine = (shown.clients ?? []).find(({ yours }) => yours) ?? null;
  const byOldTransport = shown.notJudged?.reason === 'legacy-sse' && hasWordFor(format, 'sse');
  const connects = byOldTransport || canConnect(shown, mine);
  const wanted = wantedIn(recording, byOldTransport ? 'sse' : 'http', options);
  const snippet = snippetFor(format, wanted);
  const toFillIn = placesToFillIn(snippet, wanted);
  const written = connects && toFillIn.length === 0 ? path : null;
  if (written !== null) await write(context, written, format, { ...snippet, name: wanted.name });
  const variables = [
    ...new Set([wanted.url, ...wanted.headers.map(([, value]) => value)].flatMap(variablesIn)),
  ];
  const client = byOldTransport ? null : mine;
  const { firstUse } = format;
  const said = {
    target: shown,
    client,
    byOldTransport,
    connects,
    snippet,
    variables,
    toFillIn,
    written,
    firstUse,
  };
  await writer.out(renderInit(said, viewOf(process.stdout, process.env)));
  if (connects) return EXIT.clean;
  if (shown.notJudged === null) return mine?.connects === null ? EXIT.notJudged : EXIT.findings;
  return shown.notJudged.reason === 'interrupted' ? EXIT.interrupted : EXIT.notJudged;
}

/** @throws {UserError} for a file that its client writes while it runs: what we write may be lost */
function refuseUserFile(path: string, { title }: Format, formats: readonly Format[]): void {
  if (formatOfPath(path, formats)?.editable !== false) return;
  throw new UserError(`${title} writes this file while it runs`, {
    where: path,
    whatToDo: 'print what belongs there, or the command that lets the client write it: --dry-run',
  });
}

function targetOf(
  url: string,
  { header, credential, bearerEnv, name }: InitOptions,
  env: NodeJS.ProcessEnv,
): Target {
  const headers = header.map((line) => expandHeader(line, env));
  const target = targetFromUrl(url, {
    headers,
    credentials: [...credential, ...header.flatMap(namedByUser)],
    bearerEnv: bearerEnv ?? null,
    env,
  });
  return name === undefined ? target : { ...target, name };
}

/** The control and the client's own sequence, without the matrix. */
async function tried(
  context: Context,
  target: Target,
  format: Format,
  options: InitOptions,
): Promise<{ recording: Recording; report: ReturnType<typeof reportOn> }> {
  const { client, timeout, debug } = options;
  // What only starts programs comes through the bridge, whatever its own version.
  const chosen = await chooseClients({ client: format.remote ? client : format.id }, null);
  const asked = askedOf(chosen, { depth: 'control', timeoutMs: timeout });
  const entries = [{ target, problem: null }];
  const [recording] = await recordAll(context, { entries, configuration: null, format: null }, asked, {
    concurrency: 1,
    debug: debug ?? false,
    route: await routeFrom(options, context.process.env),
    profiles: chosen.profiles,
    thorough: true,
    named: null,
  });
  if (recording === undefined) throw new Error('nothing was recorded');
  return { recording, report: reportOn([recording], [], asked, null, await knowledgeFor([recording])) };
}

/** The client itself where it was recorded; else a correct client. */
function canConnect({ notJudged, eras }: TargetReport, mine: ClientReport | null): boolean {
  if (mine !== null) return mine.connects === true;
  return notJudged === null && eras.length > 0;
}

/** What was typed, with the variables as they were typed. */
function wantedIn(
  recording: Recording,
  transport: Transport,
  { header, bearerEnv, name }: InitOptions,
): Wanted {
  const found = wantedOf(recording.target, transport, observe(recording));
  const typed = new Map(
    header.filter((line) => line.includes('${')).map((line) => [nameOf(line), textOf(line)]),
  );
  if (bearerEnv !== undefined) typed.set('authorization', `Bearer \${${bearerEnv}}`);
  const headers = found.headers.map(([key, value]) => [key, typed.get(key.toLowerCase()) ?? value] as const);
  return { ...found, headers, name: name ?? found.name };
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(':')).trim().toLowerCase();
}

function textOf(line: string): string {
  return line.slice(line.indexOf(':') + 1).trim();
}

/** Into the file that is there, beside what stands in it; or a new one. */
async function write(
  { writer }: Context,
  path: string,
  format: Format,
  entry: { name: string } & Snippet,
): Promise<void> {
  const before = existsSync(path) ? await readConfigText(path) : null;
  const head = (linesBelow(format.head ?? {}, '') ?? []).map((line) => `${line}\n`).join('');
  const after = before === null ? `${head}${entry.text}\n` : await withEntry(before, path, format, entry);
  const writing = before === null ? writer.create(path, after) : writer.rewrite(path, before, after);
  await writing.catch((error: unknown) => {
    throw unwritable(path, error);
  });
}
