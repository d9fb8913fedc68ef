import { EXIT } from '../errors.js';
import { rpcMethod } from '../learn/recorded.js';
import { forTerminal } from '../report/escape.js';
import { PATIENCE_SECONDS, renderInvitation, renderRemaining, renderRequest } from '../report/recorder.js';
import { loadFormats } from '../targets/config/formats.js';
import { TOOL } from '../tool.js';
import type { Context } from './context.js';
import { portTaken } from './serve.js';
import { untilTheEnd } from './untilTheEnd.js';
import { unwritable } from './unwritable.js';

export interface RecordClientOptions {
  port: number;
  output?: string;
  client?: string;
  clientVersion?: string;
  title?: string;
  /** In milliseconds; 0: only Ctrl-C ends it. */
  quiet: number;
}

/**
 * `clients record`: a server on loopback that makes a client profile of what a live client sends. The
 * profile goes to the file or to stdout, everything else to stderr.
 * @returns the exit code
 * @throws {UserError} where the port cannot be had, nothing usable came, or the file cannot be written
 */
export async function recordClient(
  { writer, process }: Context,
  options: RecordClientOptions,
): Promise<number> {
  const [{ LESSONS, profileOf, startRecorder }, formats] = await Promise.all([
    import('./listeners.js'),
    loadFormats(),
  ]);
  const quiet = options.quiet / 1000;
  const end = untilTheEnd(process, options.quiet, PATIENCE_SECONDS * 1000);
  const recorder = await startRecorder({
    port: options.port,
    onAnswer: (request) => {
      void writer.err(`${renderRequest(request)}\n`);
      end.heard(rpcMethod(request) === 'tools/list');
    },
  }).catch((error: unknown) => {
    throw portTaken(options.port, error);
  });
  end.begin();
  await writer.err(renderInvitation(recorder.origin, formats, LESSONS, quiet));
  await end.reached;
  await recorder.close();
  const { profile, notes, remaining } = profileOf(recorder.requests, {
    client: options.client ?? null,
    version: options.clientVersion ?? null,
    title: options.title ?? null,
    formats,
    date: new Date().toISOString().slice(0, 10),
    by: `${TOOL.name} ${TOOL.version}`,
  });
  for (const note of notes) await writer.err(`note: ${forTerminal(note)}\n`);
  const further = renderRemaining(remaining);
  if (further !== null) await writer.err(further);
  const text = `${JSON.stringify(profile, null, 2)}\n`;
  if (options.output === undefined) {
    await writer.out(text);
    return EXIT.clean;
  }
  const { output } = options;
  try {
    await writer.toFile(output, text);
  } catch (error) {
    // Nothing is lost: what could not be written is printed.
    await writer.out(text);
    throw unwritable(output, error);
  }
  await writer.err(`the profile ${forTerminal(profile.id)} is in ${output}: ${stepsIn(profile)}\n`);
  return EXIT.clean;
}

function stepsIn({ legacy, modern }: { legacy: { name: string }[]; modern: { name: string }[] }): string {
  return [...legacy, ...modern].map(({ name }) => name).join(', ');
}
