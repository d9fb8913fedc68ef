// Draws docs/probe.svg: the real output of a probe, in its real colours.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const columns = 88;
const rows = 30;
const URL_SHOWN = 'https://mcp.example.com/mcp';
const char = { width: 8.43, height: 18, margin: 16 };
const colours = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
};

const ESCAPE = String.fromCharCode(27);
const SEQUENCE = new RegExp(`(${ESCAPE}\\[[\\d;]*m)`);
const ONE_SEQUENCE = new RegExp(`^${ESCAPE}\\[([\\d;]*)m$`);

const { stdout } = spawnSync(
  process.execPath,
  [join(root, 'bin', 'mcp-accept.js'), 'probe', '--demo', 'proxy-refuses-accept'],
  {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1', COLUMNS: String(columns), CI: '' },
  },
);
// The demo's own address says nothing; a reader has one like this.
const shown = stdout.replaceAll(/http:\/\/127\.0\.0\.1:\d+\/mcp \(demo\)/g, URL_SHOWN);
const lines = [`$ npx mcp-accept ${URL_SHOWN}`, '', ...shown.trimEnd().split('\n').slice(0, rows)];
const width = Math.round(columns * char.width + 2 * char.margin);
const height = lines.length * char.height + 2 * char.margin;
const texts = lines.map((line, row) => {
  const y = char.margin + (row + 1) * char.height - 5;
  return `<text x="${char.margin}" y="${y}" xml:space="preserve">${spans(line)}</text>`;
});
mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(
  join(root, 'docs', 'probe.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14" fill="#e6edf3">
<title>mcp-accept says who is at fault</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${texts.join('\n')}
</svg>
`,
);

/** SGR sequences become tspans; everything else is escaped for XML. */
function spans(line) {
  let style = { colour: null, bold: false, dim: false };
  return line
    .split(SEQUENCE)
    .map((part) => {
      const codes = part.match(ONE_SEQUENCE)?.[1];
      if (codes === undefined) return part === '' ? '' : `<tspan${attributes(style)}>${forXml(part)}</tspan>`;
      for (const code of codes.split(';').map(Number)) style = next(style, code);
      return '';
    })
    .join('');
}

function next(style, code) {
  if (code === 0) return { colour: null, bold: false, dim: false };
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: null };
  return colours[code] === undefined ? style : { ...style, colour: colours[code] };
}

function attributes({ colour, bold, dim }) {
  return `${colour === null ? '' : ` fill="${colour}"`}${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.65"' : ''}`;
}

function forXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
