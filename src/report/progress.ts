import type { Ora } from 'ora';
import { forTerminal } from './escape.js';
import { isCi, NARROWEST } from './view.js';

export interface Progress {
  update(text: string): void;
  /** Takes the line away. Afterwards the stream may be written to. */
  stop(): void;
}

const SILENT: Progress = { update: () => {}, stop: () => {} };
const FRAME_MS = 100;
/** Spinner, space and one free column, so that the line never wraps. */
const MARGIN = 4;

/**
 * One line that says what is going on, on a terminal only: never in a pipe, a dumb terminal or a CI log.
 * It keeps no process alive, touches neither the cursor nor stdin, and installs no signal handler:
 * there is nothing to restore, even when the process is killed.
 */
export function startProgress(stream: NodeJS.WriteStream, enabled: boolean): Progress {
  const { env } = process;
  // A terminal in a container may say that it has no columns: ora would clear lines for ever.
  const columns = stream.columns ?? 0;
  if (!enabled || stream.isTTY !== true || columns < NARROWEST || env['TERM'] === 'dumb' || isCi(env))
    return SILENT;
  let text = '';
  let stopped = false;
  let spinner: Ora | undefined;
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    if (spinner !== undefined && text !== '') spinner.render();
  };
  import('ora').then(
    ({ default: ora }) => {
      if (stopped) return;
      spinner = ora({ stream, text, isEnabled: true, hideCursor: false, discardStdin: false });
      if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') spinner.color = false;
      // Not `start()`: its timer would keep the process alive.
      timer = setInterval(show, FRAME_MS);
      timer.unref();
      show();
    },
    // A spinner that cannot be loaded is no reason to stop.
    () => {},
  );
  return {
    update(next) {
      text = forTerminal(next, Math.max(1, stream.columns - MARGIN));
      if (spinner !== undefined) spinner.text = text;
    },
    stop() {
      stopped = true;
      clearInterval(timer);
      spinner?.stop();
      spinner = undefined;
    },
  };
}
