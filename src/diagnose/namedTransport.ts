import type { ClientReport, Recording } from '../model.js';
import { namesEndpoint } from '../record/match.js';

/**
 * What becomes of the client whose entry names the old HTTP+SSE transport. It begins with a GET: the sequence
 * that was replayed, that of Streamable HTTP, says nothing about it, and what the server was seen to speak does.
 */
export function asItsEntrySays(report: ClientReport, { target, flows }: Recording): ClientReport {
  if (!report.yours || target.source?.oldTransport !== true) return report;
  const told = { ...report, failedAt: null, cause: null, fix: null };
  return flows.some((flow) => flow.exchanges.some(namesEndpoint))
    ? {
        ...told,
        connects: true,
        getStream: true,
        because: 'by the old HTTP+SSE transport, which its entry names',
      }
    : {
        ...told,
        connects: null,
        getStream: null,
        because: 'its entry names the old HTTP+SSE transport, which the server was not seen to speak',
      };
}
