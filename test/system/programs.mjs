/** The programs of this folder: real servers and clients that nobody here wrote, in languages that are not ours. */

const python = (library, version, source, client, title, pins = `${library}-${version}`) => ({
  name: `${library} ${version}`,
  toolchain: 'python',
  source: `python/${source}.py`,
  manifest: `python/requirements/${pins}.txt`,
  profile: { client, version, title },
});
const go = (name, version, source, title) => ({
  name: `${name} ${version}`,
  toolchain: 'go',
  source: `go/${source}`,
  manifest: `go/${source}/${version}`,
  profile: { client: name, version, title },
});
const crate = (name, version) => ({
  name: `${name} ${version}`,
  toolchain: 'rust',
  source: `rust/${name}-${version}`,
  manifest: `rust/${name}-${version}`,
  profile: null,
});
const rust = (version) => ({
  ...crate('rmcp', version),
  profile: { client: 'rmcp', version, title: 'rmcp (MCP Rust SDK)' },
});

const java = (version) => ({
  name: `java-sdk ${version}`,
  toolchain: 'java',
  source: 'java/Program.java',
  manifest: `java/${version}`,
  profile: { client: 'java-sdk', version, title: 'MCP Java SDK' },
});

const node = (library, version, source, client = '') => ({
  name: `${library} ${version}`,
  toolchain: 'node',
  source: `node/${source}.mjs`,
  manifest: `node/manifests/${library}-${version}`,
  profile: { client, version, title: TYPESCRIPT_SDK },
});

const TYPESCRIPT_SDK = 'MCP TypeScript SDK 1.x';
const PYTHON_SDK = ['mcp-python', 'MCP Python SDK'];
const FASTMCP = ['fastmcp-python', 'FastMCP (Python)'];
const spring = (version) => ({
  name: `spring-ai ${version}`,
  toolchain: 'java',
  source: 'java/Spring.java',
  manifest: `java/spring-ai-${version}`,
  profile: null,
});

/** Nobody recorded it as a client, or it is none. */
const server = (program) => ({ ...program, profile: null });
const GO_SDK = 'MCP Go SDK';

/** @type {import('./toolchains.mjs').Program[]} */
export const programs = [
  python('mcp', '1.8.1', 'of_mcp1', ...PYTHON_SDK),
  server(python('mcp', '1.9.4', 'of_mcp1', ...PYTHON_SDK)),
  python('mcp', '1.16.0', 'of_mcp1', ...PYTHON_SDK),
  python('mcp', '1.30.0', 'of_mcp1', ...PYTHON_SDK),
  python('mcp', '2.3.0', 'of_mcp2', ...PYTHON_SDK),
  server(python('fastapi', '0.165.0', 'of_fastapi', '', '', 'fastapi-mount')),
  server(python('fastapi-mcp', '0.4.0', 'of_fastapi_mcp', '', '')),
  python('fastmcp', '2.14.7', 'of_fastmcp', ...FASTMCP),
  python('fastmcp', '3.4.11', 'of_fastmcp', ...FASTMCP),
  python('fastmcp', '4.2.3', 'of_fastmcp', ...FASTMCP),
  python(
    'langchain-mcp-adapters',
    '0.3.2',
    'of_langchain',
    'langchain-mcp-adapters-python',
    'LangChain (Python, langchain-mcp-adapters)',
  ),
  python(
    'openai-agents',
    '0.24.0',
    'of_openai_agents',
    'openai-agents-python',
    'OpenAI Agents SDK (Python)',
    'agents',
  ),
  python('pydantic-ai', '2.68.0', 'of_pydantic_ai', 'pydantic-ai', 'Pydantic AI', 'agents'),
  go('go-sdk', '1.1.0', 'sdk', GO_SDK),
  go('go-sdk', '1.8.0', 'sdk', GO_SDK),
  go('mcp-go', '0.32.0', 'mcp-go', 'mcp-go (Go)'),
  go('mcp-go', '1.2.1', 'mcp-go', 'mcp-go (Go)'),
  rust('0.8.5'),
  rust('3.9.0'),
  { ...crate('rust-mcp-sdk', '1.1.0'), seldom: true },
  { ...crate('rust-mcp-sdk', '2.0.0'), seldom: true },
  java('1.1.5'),
  java('2.1.0'),
  spring('1.1.8'),
  spring('2.0.1'),
  {
    name: 'quarkus 1.10.1',
    toolchain: 'quarkus',
    source: 'java/Quarkus.java',
    manifest: 'java/quarkus-1.10.1',
    profile: null,
    seldom: true,
  },
  node('sdk', '1.10.2', 'sdk1', 'modelcontextprotocol-sdk'),
  node('sdk', '1.20.2', 'sdk1', 'modelcontextprotocol-sdk'),
  server(node('sdk', '1.25.3', 'sdk1')),
  server(node('mcp-handler', '2.4.0', 'mcp-handler')),
  server(node('mcp-lite', '0.10.0', 'mcp-lite')),
  server(node('tmcp', '1.20.0', 'tmcp')),
  server(node('fastify-mcp', '3.0.0', 'fastify-mcp')),
  server(node('mcp-framework', '0.2.22', 'mcp-framework')),
  server(node('mcp-nest', '2.0.5', 'mcp-nest')),
  { ...server(node('xmcp', '1.1.3', 'xmcp')), compiles: true },
];
