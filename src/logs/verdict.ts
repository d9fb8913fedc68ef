import { EXIT } from '../errors.js';
import type { LogReport } from '../model.js';
import { plural } from '../plural.js';
import { say } from '../say.js';
import type { Survey } from './survey.js';

type Verdict = LogReport['verdict'];

/** What the logs come to, in one sentence, and the exit code that goes with it. */
export function verdictOn(survey: Survey): { verdict: Verdict; exitCode: number } {
  const { patterns, read, window } = survey;
  const [worst] = patterns;
  const isWindow = window.since !== null || window.until !== null;
  if (read.understood === 0) return { verdict: nothingRead(read.lines), exitCode: EXIT.notJudged };
  if (read.mcp === 0) return isWindow ? ofWindow(survey) : { verdict: NO_MCP, exitCode: EXIT.notJudged };
  if (worst !== undefined && worst.severity !== 'note') {
    const { title, fault, do: steps } = worst;
    return { verdict: { title, fault, do: steps }, exitCode: EXIT.findings };
  }
  const lines = plural(read.mcp, 'line');
  const title =
    worst === undefined ? say('log-clean', { lines }) : say('log-clean-but', { lines, note: worst.title });
  return { verdict: { title, fault: [], do: worst?.do ?? [] }, exitCode: EXIT.clean };
}

function nothingRead(lines: number): Verdict {
  return {
    title: lines === 0 ? say('log-empty') : say('log-unread', { count: lines }),
    fault: [],
    do: lines === 0 ? [say('log-written-elsewhere')] : [say('log-own-format'), say('log-formats')],
  };
}

const NO_MCP: Verdict = {
  title: say('log-no-mcp'),
  fault: ['network', 'client'],
  do: [say('log-not-reached'), say('log-where-it-ends')],
};

/** Silence is an answer only where the log goes on before and after it. */
function ofWindow({ first, last, window: { since, until }, read }: Survey): {
  verdict: Verdict;
  exitCode: number;
} {
  // Times of ISO 8601 in UTC are in the order of their letters. With one bound, the log has to reach past it.
  const isCovered =
    first !== null &&
    last !== null &&
    (since === null || (first <= since && last > since)) &&
    (until === null || (last >= until && first < until));
  if (isCovered) {
    return {
      verdict: {
        title: say('log-silent-window'),
        fault: ['client', 'network'],
        do: [say('log-not-the-server'), say('log-triage-there')],
      },
      exitCode: EXIT.findings,
    };
  }
  return {
    verdict: {
      title:
        first === null || last === null
          ? say('log-window-without-times')
          : say('log-window-beyond', { first, last }),
      fault: [],
      do: [say(read.timeless > 0 ? 'log-add-times' : 'log-add-more')],
    },
    exitCode: EXIT.notJudged,
  };
}
