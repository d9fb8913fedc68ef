/** How a secret may stand in what a server says, beside escapes, which `unescaped.ts` takes away. */
export interface Spelling {
  /** In lower case: upper and lower case are not told apart. */
  text: string;
  /** Characters before and after it that hold some bits of the secret: 0 or 1. */
  before: 0 | 1;
  after: 0 | 1;
}

/** The secret as it is, in hex, and in base64 wherever it begins in the bytes that were encoded. */
export function spellingsOf(secret: string): Spelling[] {
  const [bytes, latin1] = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'latin1')];
  const json = JSON.stringify(secret).slice(1, -1);
  const encodings = [secret, json, json.replaceAll('/', '\\/'), encodeURIComponent(secret)];
  const hex = bytes.toString('hex');
  const pairs = hex.match(/../g) ?? [];
  const plain = [
    secret,
    secret.replaceAll(' ', '+'),
    latin1.toString('latin1'),
    hex,
    pairs.join(' '),
    pairs.join(':'),
  ].map((text): Spelling => ({ text: text.toLowerCase(), before: 0, after: 0 }));
  const encoded = [...new Set(encodings)].flatMap((text) => base64(Buffer.from(text, 'utf8')));
  return [...new Map([...plain, ...encoded].map((spelling) => [spelling.text, spelling])).values()];
}

/**
 * What base64 makes of bytes that stand after others, in both alphabets. Three bytes become four characters, so
 * there are three cases; a character that is shared with a neighbour is not known.
 */
function base64(bytes: Buffer): Spelling[] {
  return [0, 1, 2].flatMap((behind) => {
    const text = Buffer.concat([Buffer.alloc(behind), bytes]).toString('base64');
    const first = Math.ceil((behind * 4) / 3);
    const end = Math.floor(((behind + bytes.length) * 4) / 3);
    const spelt = text.slice(first, end).toLowerCase();
    const before = behind === 0 ? 0 : 1;
    const after = (behind + bytes.length) % 3 === 0 ? 0 : 1;
    return [spelt, spelt.replaceAll('+', '-').replaceAll('/', '_')].map((one): Spelling => {
      return { text: one, before, after };
    });
  });
}
