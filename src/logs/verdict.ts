import { EXIT } from '../errors.js';
import type { LogReport } from '../model.js';
import { plural } from '../plural.js';
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
  const notes = worst === undefined ? '' : `; ${worst.title}`;
  const title = `${plural(read.mcp, 'line')} about MCP, and nothing in them that keeps a client out${notes}`;
  return { verdict: { title, fault: [], do: worst?.do ?? [] }, exitCode: EXIT.clean };
}

function nothingRead(lines: number): Verdict {
  return {
    title: lines === 0 ? 'The log is empty' : `None of ${lines} lines could be read`,
    fault: [],
    do: [
      "For nginx with a log_format of its own: --log-format '$remote_addr ...', as its configuration has it.",
      'What is read: Common, Combined, uvicorn, gunicorn, Caddy, Traefik, HAProxy, JSON lines, Claude Code.',
    ],
  };
}

const NO_MCP: Verdict = {
  title: 'No line is about MCP: no request to /mcp, /sse or the like',
  fault: ['network', 'client'],
  do: [
    'The client does not reach this server, or the log is of another: compare host, port and path with its entry.',
    'mcp-accept triage URL, where the client runs, says where it ends.',
  ],
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
        title: 'In this window the client sent nothing: the log goes on before and after it',
        fault: ['client', 'network'],
        do: [
          'It is not the server: look at the client (its entry, its own log) and at the way to here.',
          'mcp-accept triage URL, where the client runs.',
        ],
      },
      exitCode: EXIT.findings,
    };
  }
  const reach =
    first === null || last === null ? 'no line has a time' : `it reaches from ${first} to ${last}`;
  return {
    verdict: {
      title: `This log cannot tell of the whole window: ${reach}`,
      fault: [],
      do: [
        read.timeless > 0
          ? 'Let the lines have a time: docker logs --timestamps, or a format with one.'
          : 'Give also the log before, or after: --log access.log access.log.1.gz',
      ],
    },
    exitCode: EXIT.notJudged,
  };
}
