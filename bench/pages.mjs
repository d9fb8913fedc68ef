// `npm run bench:pages`: bench/README.md and bench/report.html, made of the results that were kept.
import { writeFileSync } from 'node:fs';
import { here } from './measure.mjs';
import { kept } from './results.mjs';
import { lineOf } from './table.mjs';

/** How each was taken. */
const HOW = {
  bench: ['`npm run bench`', 'Start-up, a probe, a slow server, the rules: each beside a bare baseline.'],
  fleet: ['`npm run bench:fleet`', 'Many targets at once, beside a bare undici loop of the same requests.'],
  peers: [
    '`npm run bench:peers`',
    'A whole default probe beside one connect of what else runs from a command line, on the same healthy server; and who names the cause of twelve faults. A cause counts as named where the words for it (`peers/faults.json`, the same for all) stand anywhere in what was printed.',
  ],
};

const STYLE = `:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--bar:#1f6feb;--other:#b6c2cf;--limit:#cf222e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--bar:#58a6ff;--other:#3d4753;--limit:#ff7b72}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0}
main{max-width:60rem;margin:0 auto;padding:1rem}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
figure{margin:0 0 .8rem}figcaption{display:flex;justify-content:space-between;gap:1rem;font-variant-numeric:tabular-nums}
svg{display:block;width:100%;height:26px}.m{fill:var(--bar)}.a{fill:var(--other)}.l{stroke:var(--limit);stroke-width:2}`;

const results = kept();
if (results.length === 0) {
  console.error('nothing was kept: npm run bench -- --write, and the like for bench:fleet and bench:peers');
  process.exit(1);
}
writeFileSync(here('./README.md'), readme());
writeFileSync(here('./report.html'), page());

function readme() {
  const parts = results.flatMap(({ name, taken, sections }) => [
    `## ${HOW[name][0]}`,
    HOW[name][1],
    `Taken ${said(taken)}.`,
    ...sections.flatMap(({ title, rows }) => [`### ${title}`, grid(rows)]),
  ]);
  return [
    '# What it costs',
    'Figures are medians, taken in one run, in turn, with what they are compared with. They judge nothing: `over` is a limit that we set ourselves and missed. `npm run bench:pages` makes this page and `report.html` of what `--write` kept in `results/`.',
    ...parts,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function said({ date, node, cores, load }) {
  return `${date}, Node ${node.slice(1)}, ${cores} cores, load ${load} at the end`;
}

function grid(rows) {
  const lines = rows.map((row) => {
    const [what, ...rest] = lineOf(row);
    return `| ${[what.trim(), ...rest].join(' | ')} |`;
  });
  return ['| | measured | against | ratio | limit | |', '|---|--:|--:|--:|--:|---|', ...lines].join('\n');
}

function page() {
  const parts = results.map(
    ({ name, taken, sections }) =>
      `<section><h2>${escaped(name)}</h2><p>${escaped(HOW[name][1].replaceAll('`', ''))} Taken ${escaped(said(taken))}.</p>${sections.map(plot).join('')}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>mcp-accept: what it costs</title>
<style>${STYLE}</style></head>
<body><main><h1>What it costs</h1><p>The dark bar is what was measured, the light one what it is measured against, the line our own limit.</p>${parts.join('\n')}</main></body></html>
`;
}

function plot({ title, rows }) {
  return `<h3>${escaped(title.replaceAll('`', ''))}</h3>${rows.map(bars).join('')}`;
}

/** Both bars to one scale, which the longer one fills. */
function bars(row) {
  const [what, measured, against, ratio] = lineOf(row);
  const limit = row.limit === null ? 0 : row.limit * row.against;
  const most = Math.max(row.measured, row.against, limit, 1e-9);
  const width = (value) => ((100 * value) / most).toFixed(2);
  const line =
    limit === 0 ? '' : `<line class="l" x1="${width(limit)}%" x2="${width(limit)}%" y1="0" y2="26"/>`;
  return `<figure><figcaption><span>${escaped(what.trim())}</span><span>${escaped(`${measured} against ${against}: ${ratio}`)}</span></figcaption><svg role="img" aria-label="${escaped(`${measured} against ${against}`)}"><rect class="m" width="${width(row.measured)}%" height="12"/><rect class="a" y="14" width="${width(row.against)}%" height="12"/>${line}</svg></figure>`;
}

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
