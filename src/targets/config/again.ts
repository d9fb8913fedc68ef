/** `$NAME` and `${...}` without braces inside, neither after a backslash. */
const REFERENCE = /(?<!\\)\$\{([^{}]+)\}|(?<!\\)\$([A-Za-z_]\w*)/g;
const OPERATOR = /:?[-+]/;
/** Braces inside braces; nobody writes more. */
const DEEPEST = 5;

/**
 * A text as a shell would expand it, and as Gemini CLI expands headers after its own expansion: `$NAME`,
 * `${NAME}`, `${NAME:-fallback}`, `${NAME:+other}`; unset is empty, `\$` is a dollar sign. What a value refers to
 * in its turn is taken for empty.
 */
export function againInShell(text: string, env: Readonly<Record<string, string | undefined>>): string {
  let expanded = text;
  for (let depth = 0; depth < DEEPEST && expanded.search(REFERENCE) >= 0; depth += 1) {
    expanded = expanded.replace(
      REFERENCE,
      (_whole, inBraces: string | undefined, plain: string | undefined) =>
        meaningOf(inBraces ?? plain ?? '', env),
    );
  }
  return expanded.replaceAll('\\$', '$');
}

function meaningOf(expression: string, env: Readonly<Record<string, string | undefined>>): string {
  const found = OPERATOR.exec(expression);
  const operator = found?.[0] ?? '';
  const name = found === null ? expression : expression.slice(0, found.index);
  const rest = found === null ? '' : expression.slice(found.index + operator.length);
  const value = (Object.hasOwn(env, name) ? (env[name] ?? '') : '').replace(REFERENCE, '');
  if (operator.endsWith('+')) return value === '' ? '' : rest;
  return value === '' ? rest : value;
}
