import type { ConfigEntry, ConfigHeader, Format } from '../../model.js';
import { say } from '../../say.js';
import { schemeOf, withoutScheme } from '../../secrets/shapes.js';
import { isVariableName, literalOf } from '../../targets/config/literal.js';
import type { Suggestion } from './prove.js';

/** A shorter value may be anything. */
const SHORTEST = 8;

/**
 * A secret that is written down, taken from a variable instead: only where one is set to exactly this value,
 * so that the same goes out. Its name is printed, its value never.
 */
export function secretAsVariable(
  format: Format,
  entry: ConfigEntry,
  header: ConfigHeader,
  env: Readonly<Record<string, string | undefined>>,
): Suggestion | null {
  const { raw } = header.text;
  // Half of it is a variable already: nobody can tell what the other half is.
  if (literalOf(raw, format) !== raw) return null;
  const { write } = format.expansion;
  if (write === null) return byName(format, entry, header, env);
  const secret = withoutScheme(raw);
  const name = variableWith(secret, env);
  if (name === null) return null;
  const value = raw.replace(secret, () => write.replace('NAME', name));
  return {
    what: say('edit-secret', { header: header.name, variable: name }),
    edits: [{ path: header.path, value }],
  };
}

/** Where there is no expansion, a client may have a key that names the variable. */
function byName(
  { keys }: Format,
  entry: ConfigEntry,
  { name: header, path, text }: ConfigHeader,
  env: Readonly<Record<string, string | undefined>>,
): Suggestion | null {
  const without = { path, value: undefined };
  const [list] = keys.envHeaders;
  const isBearer = header.toLowerCase() === 'authorization' && /^bearer $/i.test(schemeOf(text.raw));
  const token = isBearer && keys.bearerEnv !== null ? variableWith(withoutScheme(text.raw), env) : null;
  if (token !== null && keys.bearerEnv !== null) {
    const set = { path: [...entry.path, keys.bearerEnv], value: token };
    return { what: say('edit-token', { header, variable: token }), edits: [without, set] };
  }
  const whole = variableWith(text.raw, env);
  if (whole === null || list === undefined) return null;
  const set = { path: [...entry.path, list, header], value: whole };
  return { what: say('edit-whole', { header, variable: whole }), edits: [without, set] };
}

/** Of several variables with this value, the one that is called like a secret. */
function variableWith(value: string, env: Readonly<Record<string, string | undefined>>): string | null {
  if (value.length < SHORTEST) return null;
  const names = Object.keys(env)
    .filter((name) => env[name] === value && isVariableName(name))
    .sort();
  return names.find((name) => /TOKEN|KEY|SECRET|AUTH/i.test(name)) ?? names[0] ?? null;
}
