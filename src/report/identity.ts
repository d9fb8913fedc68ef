/**
 * By what the same finding is known again, from run to run, whatever the order of the answers: its rule, the target
 * and the subject, `wildcard-rejected@https://example.com/mcp@legacy/wildcard`.
 */
export function findingId(rule: string, target: string, subject: string): string {
  return [rule, target, subject].filter((part) => part !== '').join('@');
}
