import type { Remedies } from '../judge/stepRemedies.js';
import type { Dialect, FindingRemediation, Fingerprint, Remediation } from '../model.js';

/** What mends a finding, in the dialect of what answered: the server's, else that of what stands in front. */
export function inDialect(
  { server, client }: Remediation,
  remedies: Remedies,
  { dialect }: Fingerprint,
): FindingRemediation {
  const { dialects = {} } = (server.remedy === null ? undefined : remedies[server.remedy]) ?? {};
  const known =
    [dialect.server, dialect.proxy].find((one) => one !== null && dialects[one] !== undefined) ?? null;
  const words = known === null ? undefined : dialects[known];
  return {
    server: {
      steps: server.steps,
      remedy:
        known === null || words === undefined ? null : { dialect: known, step: words.step, code: words.code },
      dialects: Object.keys(dialects) as Dialect[], // the schema of remedies knows no others
    },
    client,
  };
}
