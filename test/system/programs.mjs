/** The programs of this folder: real servers and clients that nobody here wrote, in languages that are not ours. */

const python = (library, version, source) => ({
  name: `${library} ${version}`,
  toolchain: 'python',
  source: `python/${source}.py`,
  manifest: `python/requirements/${library}-${version}.txt`,
});
const go = (name, version, source) => ({
  name: `${name} ${version}`,
  toolchain: 'go',
  source: `go/${source}`,
  manifest: `go/${source}/${version}`,
});

/** @type {import('./toolchains.mjs').Program[]} */
export const programs = [
  python('mcp', '1.8.1', 'of_mcp1'),
  python('mcp', '1.16.0', 'of_mcp1'),
  python('mcp', '1.30.0', 'of_mcp1'),
  python('mcp', '2.3.0', 'of_mcp2'),
  python('fastmcp', '2.14.7', 'of_fastmcp'),
  python('fastmcp', '3.4.11', 'of_fastmcp'),
  python('fastmcp', '4.2.3', 'of_fastmcp'),
  go('go-sdk', '1.1.0', 'sdk'),
  go('go-sdk', '1.8.0', 'sdk'),
  go('mcp-go', '0.32.0', 'mcp-go'),
  go('mcp-go', '1.2.1', 'mcp-go'),
];
