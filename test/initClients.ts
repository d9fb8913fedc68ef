/** Every client with a file in the project, where its servers stand, and how it refers to the two variables. */
export const CLIENTS: Record<string, { file: string; written: RegExp[]; others: string }> = {
  'claude-code': {
    file: '.mcp.json',
    written: [/"type": "http"/, /"Bearer \$\{MY_TOKEN\}"/, /"X-Tenant": "\$\{TENANT\}"/],
    others: '{\n    "mcpServers": {\n        "old": { "command": "npx" }\n    },\n    "mine": 1\n}\n',
  },
  vscode: {
    file: '.vscode/mcp.json',
    written: [/"Bearer \$\{env:MY_TOKEN\}"/, /"X-Tenant": "\$\{env:TENANT\}"/],
    others:
      '// mine\n{\n\t"servers": {\n\t\t"old": { "command": "npx" }, // this one\n\t},\n\t"inputs": []\n}\n',
  },
  cursor: {
    file: '.cursor/mcp.json',
    written: [/"Bearer \$\{env:MY_TOKEN\}"/, /"X-Tenant": "\$\{env:TENANT\}"/],
    others: '{\n  // mine\n  "mcpServers": { "old": { "command": "npx" } }\n}\n',
  },
  gemini: {
    file: '.gemini/settings.json',
    written: [/"httpUrl"/, /"Bearer \$\{MY_TOKEN\}"/, /"X-Tenant": "\$\{TENANT\}"/],
    others: '{\n  /* mine */ "theme": "dark",\n  "mcpServers": {}\n}\n',
  },
  codex: {
    file: '.codex/config.toml',
    written: [/^bearer_token_env_var = "MY_TOKEN"$/m, /^X-Tenant = "TENANT"$/m],
    others: '# mine\nmodel = "x" # that one\n\n[mcp_servers.old]\ncommand = "npx"\n',
  },
  opencode: {
    file: 'opencode.json',
    written: [/"type": "remote"/, /"Bearer \{env:MY_TOKEN\}"/, /"X-Tenant": "\{env:TENANT\}"/],
    others: '{\n  "theme": "x", // mine\n  "mcp": { "old": { "type": "local", "command": ["npx"] } }\n}\n',
  },
  crush: {
    file: 'crush.json',
    written: [/"type": "http"/, /"Bearer \$MY_TOKEN"/, /"X-Tenant": "\$TENANT"/],
    others: '{\n  "mcp": { "old": { "type": "stdio", "command": "npx" } },\n  "options": {}\n}\n',
  },
  librechat: {
    file: 'librechat.yaml',
    written: [
      /^version: "1\.2\.1"$/m,
      /^ {4}type: streamable-http$/m,
      /Authorization: "Bearer \$\{MY_TOKEN\}"/,
    ],
    others:
      '# mine\nversion: 1.2.1\nmcpServers:\n  old: # this one\n    command: npx\n    args: []\n\ncache: true\n',
  },
  continue: {
    file: '.continue/mcpServers/mcp.yaml',
    written: [/^schema: v1$/m, /^ {2}- name: api$/m, /"Bearer \$\{\{ secrets\.MY_TOKEN \}\}"/],
    others:
      'name: mine\nversion: 0.0.1\nschema: v1\nmcpServers:\n  - name: old # this one\n    command: npx\n',
  },
};
