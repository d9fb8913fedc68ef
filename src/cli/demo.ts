import { UserError } from '../errors.js';
import type { Target } from '../model.js';
import { targetFromUrl } from '../targets/fromUrl.js';
import { openPersona } from './serve.js';

export interface Demo {
  target: Target;
  burst: number;
  close(): Promise<void>;
}

export interface DemoOptions {
  header: string[];
  bearerEnv?: string;
  credential: string[];
  burst: number;
}

/** The built-in server on loopback, with its token, and a burst that reaches its limit. */
export async function startDemo(
  name: string | true,
  urls: readonly string[],
  options: DemoOptions,
  env: NodeJS.ProcessEnv,
): Promise<Demo> {
  if (urls.length > 0) {
    throw new UserError('--demo probes the built-in server, not a URL', { whatToDo: 'give one of the two' });
  }
  const { startServer } = await import('./listeners.js');
  const persona = await openPersona(name === true ? 'strict' : name);
  const token = persona.auth === null ? [] : [`Authorization: Bearer ${persona.auth.token}`];
  const given = {
    headers: [...options.header, ...token],
    credentials: options.credential,
    bearerEnv: options.bearerEnv ?? null,
    env,
  };
  // Bad input is refused before there is a server to close.
  targetFromUrl('http://127.0.0.1/mcp', given);
  const server = await startServer(persona);
  const target = targetFromUrl(server.url, given);
  const burst = options.burst > 0 || persona.rateLimit === null ? options.burst : persona.rateLimit.limit + 1;
  return { target: { ...target, name: 'demo' }, burst, close: () => server.close() };
}
