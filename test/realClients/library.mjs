/** Clients that are libraries: they run in this process. */
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client112 } from 'sdk-1.12/client/index.js';
import { StreamableHTTPClientTransport as Transport112 } from 'sdk-1.12/client/streamableHttp.js';

const INFO = { name: 'real-client', version: '1.0.0' };

/** Connects, lists the tools, ends the session and hangs up, as the examples of the SDKs do. */
function sdk(Client, Transport, options) {
  return async (url, headers) => {
    const client = new Client(INFO, options);
    const transport = new Transport(new URL(url), { requestInit: { headers: Object.fromEntries(headers) } });
    try {
      await client.connect(transport);
      const { tools } = await client.listTools();
      await transport.terminateSession();
      return tools.map(({ name }) => name);
    } finally {
      await client.close();
    }
  };
}

export const sdk1 = sdk(Client1, Transport1);
export const sdk112 = sdk(Client112, Transport112);
export const client2 = sdk(Client2, Transport2);
export const client2Auto = sdk(Client2, Transport2, { versionNegotiation: { mode: 'auto' } });

/** @throws where the package does not load: it asks for a newer Node than we do, and so far runs on ours */
export async function aiSdk(url, headers) {
  const { createMCPClient } = await import('@ai-sdk/mcp');
  const client = await createMCPClient({
    transport: { type: 'http', url, headers: Object.fromEntries(headers) },
    onUncaughtError: () => {}, // among them the refused `server/discover`, from which it recovers
  });
  try {
    return Object.keys(await client.tools());
  } finally {
    await client.close();
  }
}
