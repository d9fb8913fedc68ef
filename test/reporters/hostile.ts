import type { Recording, Report } from '../../src/model.js';
import { type FormatName, rendererOf } from '../../src/report/formats/index.js';
import type { Run } from '../../src/report/run.js';
import { reportOn, rulesFor } from '../../src/run/judging.js';
import { probePersona } from '../probing.js';

/** What a server may say to whoever reads the report: terminals, XML, HTML, Markdown, GitHub's runner. */
export const NASTY = [
  '\u001b[2J\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007\u009b1m\u202e\u0000\u200b\ufeff',
  '::error::pwned',
  '\r\n::add-mask::a\n::error file=a,line=1::pwned\n##[error]pwned',
  ']]></system-out></testcase><!-- --><![CDATA[',
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\' onload=alert(1) &amp;',
  '` `` ``` ```` @everyone #1 GH-1 https://evil.example www.evil.example ![x](https://evil.example/p.png) [a](javascript:b)',
  '| a | b |\n\n# big\n- [ ] item\n1. one\n> quote\n~~~\n</details>',
  '%0A%25 {0} \ud800 \ufffd',
].join(' ');

const KEPT = new Set(
  'severity class outcome keyword kind era cell stage word url startedAt reason who level id blame layer where ruleset bodyEnd end eras alsoInvolved references rule stance legacy modern method'.split(
    ' ',
  ),
);

/** A copy in which every free text goes on in a nasty way. */
export function nasty<T>(value: T, text = NASTY): T {
  const visit = (node: unknown, key: string): unknown => {
    if (typeof node === 'string') return isWord(key, node) ? node : node + text;
    if (Array.isArray(node)) return node.map((one) => visit(one, key));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, visit(inner, name)]));
  };
  return visit(value, '') as T;
}

/** A name of ours, that no server says. */
function isWord(key: string, text: string): boolean {
  return KEPT.has(key) || (key === 'message' && !text.includes(' '));
}

export interface Reported {
  report: Report;
  run: Run;
}

/** What is reported of a persona. */
export async function reportedOf(persona: string, place: Run['places'][number] = null): Promise<Reported> {
  const { recording } = await probePersona(persona);
  return { report: reportOf(recording), run: { recordings: [recording], failOn: 'error', places: [place] } };
}

export function reportOf(recording: Recording): Report {
  return reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' });
}

const rules = await rulesFor(null);

/** A report in one format, as it stands in a file. */
export async function textOf(
  format: FormatName,
  { report, run }: Reported,
  kind: 'probe' | 'clients' = 'probe',
): Promise<string> {
  return (await rendererOf(format, kind))(report, { width: 100, color: false }, run);
}
