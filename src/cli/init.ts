import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT, UserError } from '../errors.js';
import type { Asked, ClientReport, Format, Recording, Snippet, Target, TargetReport } from '../model.js';
import { observe } from '../observe/observe.js';
import { snippetFor } from '../remedy/dialect.js';
import { applyEdits } from '../remedy/edits.js';
import { wantedOf } from '../remedy/hints.js';
import { renderInit } from '../report/init.js';
import { viewOf } from '../report/view.js';
import { parseDocument } from '../target/config/document.js';
import { formatNamed, loadFormats } from '../target/config/formats.js';
import { nodeAt } from '../target/config/node.js';
import { readConfigText } from '../target/config/readFile.js';
import { expandHeader, namedByUser } from '../target/fromReferences.js';
import { targetFromUrl } from '../target/fromUrl.js';
import { chooseClients } from './chosenClients.js';
import type { Context } from './context.js';
import { knowledgeFor, reportOn } from './judging.js';
import { unwritable } from './publish.js';
import { recordAll } from './send.js';
import { environment } from './targets.js';

export interface InitOptions {
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
  const format = formatNamed(options.client.split('@')[0] ?? '', await loadFormats());
  const env = await environment(context, options.envFile);
  const target = targetOf(url, options, env);
  const { recording, report } = await tried(context, target, options);
  const [shown] = report.targets;
  if (shown === undefined) throw new Error('nothing was probed');
  const snippet = snippetFor(format, wanted(recording, options));
  const mine = (shown.clients ?? []).find(({ yours }) => yours) ?? null;
  const connects = canConnect(shown, mine);
  const path = options.file ?? format.projectFile;
  const writes = connects && options.dryRun !== true && path !== null;
  if (writes) await write(context, path, format, snippet, recording.target.name);
  const said = { target: shown, client: mine, connects, snippet, written: writes ? path : null };
  await writer.out(renderInit(said, viewOf(process.stdout, process.env)));
  if (connects) return EXIT.clean;
  return shown.notJudged === null ? EXIT.findings : EXIT.notJudged;
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
  { client, timeout, debug }: InitOptions,
): Promise<{ recording: Recording; report: ReturnType<typeof reportOn> }> {
  const chosen = await chooseClients({ client }, null);
  const asked: Asked = {
    depth: 'control',
    era: 'auto',
    ruleset: 'recommended',
    failOn: 'error',
    timeoutMs: timeout,
    burst: 0,
    clients: chosen.profiles.map(({ id }) => id),
    yours: chosen.yours,
    client: chosen.client,
  };
  const entries = [{ target, problem: null }];
  const [recording] = await recordAll(context, { entries, configuration: null, format: null }, asked, {
    concurrency: 1,
    debug: debug ?? false,
    profiles: chosen.profiles,
    thorough: true,
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
function wanted(recording: Recording, { header, bearerEnv, name }: InitOptions): ReturnType<typeof wantedOf> {
  const found = wantedOf(recording.target, 'http', observe(recording));
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
  snippet: Snippet,
  name: string,
): Promise<void> {
  const before = existsSync(path) ? await readConfigText(path) : null;
  try {
    if (before === null) {
      await mkdir(dirname(path), { recursive: true });
      await writer.toFile(path, `${snippet.text}\n`);
    } else await writer.rewrite(path, before, await withEntry(before, path, format, snippet, name));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unwritable(path, error);
  }
}

async function withEntry(
  before: string,
  path: string,
  format: Format,
  { entry, text }: Snippet,
  name: string,
): Promise<string> {
  const { root } = await parseDocument(before, format.syntax, path);
  const keys = [...(format.servers[0] ?? []), name];
  if (nodeAt(root, keys) !== null) {
    throw new UserError(`there is an entry "${name}" already`, {
      where: path,
      whatToDo: `give another --name, or mend that one: mcp-accept fix ${path}`,
    });
  }
  if (format.syntax === 'toml') return `${before.trimEnd()}\n\n${text}\n`;
  return applyEdits(before, format.syntax, [{ path: keys, value: entry }]);
}
