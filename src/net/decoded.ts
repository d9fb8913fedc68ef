import * as zlib from 'node:zlib';
import { BODY_CAP } from './wire.js';

type Decode = (raw: Buffer, options: zlib.ZlibOptions & { maxOutputLength: number }) => Buffer;

const DECODERS: Record<string, Decode | undefined> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: (raw, { maxOutputLength }) => zlib.brotliDecompressSync(raw, { maxOutputLength }),
  zstd: zstd(),
};

/** Node learned zstd in 22.15; before, such a body is not read. */
function zstd(): Decode | undefined {
  const decode: unknown = Reflect.get(zlib, 'zstdDecompressSync');
  return typeof decode === 'function' ? (raw, options) => decode(raw, options) : undefined;
}

/**
 * A body as text, its `Content-Encoding` undone within the same cap. The probe asks for `identity`, real clients
 * do not.
 * @param encoding lower-case; empty for none and for `identity`
 * @returns an empty text where it cannot be undone
 */
export function decoded(raw: Buffer, encoding: string): { text: string; truncated: boolean } {
  if (encoding === '' || raw.length === 0) {
    return { text: raw.toString('utf8'), truncated: false };
  }
  const decode = DECODERS[encoding];
  if (decode === undefined) return { text: '', truncated: false };
  try {
    // A stream that was not waited for to its end is read as far as it came.
    const options = { maxOutputLength: BODY_CAP, finishFlush: zlib.constants.Z_SYNC_FLUSH };
    return { text: decode(raw, options).toString('utf8'), truncated: false };
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return { text: '', truncated: tooLarge };
  }
}
