import {
  ABOUT_SECRETS,
  DOUBTFUL_WORDS,
  HARMLESS_HEADERS,
  NO_SECRET_KEYS,
  SECRET_ENDINGS,
  SECRET_LAST_WORDS,
  SECRET_PARAMETERS,
  SECRET_WORDS,
} from './vocabulary.js';

/** The words of a name, in lower case: `X-Functions-Key`, `functionsKey` and `FUNCTIONS_KEY` read alike. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** A header that is a credential by its name, in any case: the no-auth cell leaves it out. */
export function isCredential(header: string): boolean {
  return isSecretHeader(header) && !ABOUT_SECRETS.has(wordsOf(header).at(-1) ?? '');
}

/** A header whose value is not shown, because of its name: it is a credential, or says something about one. */
export function isSecretHeader(header: string): boolean {
  return isSecretName(header) || wordsOf(header).some((word) => SECRET_WORDS.has(word));
}

/** A header whose value may be shown whoever wrote it down. Misspelt names are not told apart from secret ones. */
export function isHarmless(header: string): boolean {
  return HARMLESS_HEADERS.test(header.toLowerCase());
}

/** What is called so is a secret: a key of a file, a variable, a flag of a program. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (last === 'key') return !NO_SECRET_KEYS.has(words.at(-2) ?? '');
  return SECRET_WORDS.has(last) || SECRET_LAST_WORDS.has(last) || SECRET_ENDINGS.test(last);
}

/** A query parameter whose value is not shown, because of its name. */
export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || SECRET_PARAMETERS.has(name.toLowerCase());
}

/** One of those by a word that may stand for something else: `auth=true`, `code=en`. */
export function isDoubtfulParameter(name: string): boolean {
  const words = wordsOf(name);
  return words.length === 1 && DOUBTFUL_WORDS.has(words[0] ?? '');
}
