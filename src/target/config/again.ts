/** `$NAME` and `${...}` without braces inside, neither after a backslash. */
const REFERENCE = /(?<!\\)\$\{([^{}]+)\}|(?<!\\)\$([A-Za-z_]\w*)/g;
const EXPRESSION = /^(.*?)(?:(:?[-+])(.*))?$/s;

/**
 * A text as a shell would expand it, and as Gemini CLI expands headers after its own expansion: `$NAME`,
 * `${NAME}`, `${NAME:-fallback}`, `${NAME:+other}`; unset is empty, `\$` is a dollar sign.
 */
export function againInShell(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const expanded = text.replace(
    REFERENCE,
    (_whole, inBraces: string | undefined, plain: string | undefined) => {
      const [, name = '', operator = '', rest = ''] = EXPRESSION.exec(inBraces ?? plain ?? '') ?? [];
      const value = Object.hasOwn(env, name) ? (env[name] ?? '') : '';
      if (operator.endsWith('+')) return value === '' ? '' : rest;
      return value === '' ? rest : value;
    },
  );
  return expanded.replaceAll('\\$', '$');
}
