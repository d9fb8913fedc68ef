/** The page's only style: light and dark as the reader's system has it, and a print of everything. */
export const STYLE = `
:root{color-scheme:light dark;--text:#1b1f24;--quiet:#57606a;--page:#fff;--panel:#f4f6f8;--line:#d0d7de;--good:#116329;--bad:#a40e26;--doubt:#7d4e00;--link:#0550ae;--wait:#8c959f;--receive:#0969da}
@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--quiet:#9da7b1;--page:#0d1117;--panel:#161b22;--line:#3d444d;--good:#56d364;--bad:#ff7b72;--doubt:#e3b341;--link:#79c0ff;--wait:#6e7681;--receive:#58a6ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:75rem;padding:1rem;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.4rem;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .25rem}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}h1,h2,h3{overflow-wrap:anywhere}
a{color:var(--link)}a:focus-visible,summary:focus-visible,.wide:focus-visible,pre:focus-visible{outline:2px solid var(--link);outline-offset:2px}
p,li{max-width:48rem;overflow-wrap:anywhere}
.quiet,footer{color:var(--quiet)}.good{color:var(--good)}.bad{color:var(--bad)}.doubtful{color:var(--doubt)}
.good,.bad,.doubtful{font-weight:600}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;color:var(--quiet);padding-bottom:.25rem}
th,td{border-bottom:1px solid var(--line);padding:.3rem 1rem .3rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:6.5rem}
th[scope=row],.matrix th,.matrix td{white-space:nowrap}
.waterfall,.shares{width:100%}.shares td:last-child{width:40%;min-width:8rem}.waterfall td:nth-child(4){width:50%;min-width:12rem}.waterfall :is(td,th):first-child{min-width:3rem}.waterfall td:nth-child(2){min-width:11rem}
.bar{display:block;width:100%;height:.9rem;background:var(--panel)}.bar .wait{fill:var(--wait)}.bar .receive{fill:var(--receive)}.bar .fine{fill:var(--good)}.bar .wrong{fill:var(--bad)}.bar .open{fill:var(--doubt)}
code,pre{font:.85rem/1.45 ui-monospace,monospace}
pre{margin:0;padding:.6rem;background:var(--panel);border:1px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere;max-height:30rem;overflow:auto}
details{margin:.4rem 0}summary{cursor:pointer;overflow-wrap:anywhere}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.75rem;margin:.5rem 0}.pair>*{min-width:0}
.pair h4{margin:0 0 .25rem;font-size:.9rem;color:var(--quiet)}
@media (max-width:48rem){.pair{grid-template-columns:1fr}}
@media print{body{max-width:none;padding:0}pre{max-height:none}details::details-content{content-visibility:visible;block-size:auto;opacity:1}details,tr{break-inside:avoid}a{color:inherit;text-decoration:none}}
`;
