import * as zlib from 'node:zlib';
import { BODY_CAP } from './wire.js';

/** Each reads a stream that was not waited for to its end as far as it came. */
type Decode = (raw: Buffer, maxOutputLength: number) => Buffer;

const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
const gunzip: Decode = (raw, maxOutputLength) =>
  zlib.gunzipSync(raw, { maxOutputLength, finishFlush: Z_SYNC_FLUSH });

const DECODERS = new Map(
  Object.entries<Decode | undefined>({
    gzip: gunzip,
    'x-gzip': gunzip,
    deflate: (raw, maxOutputLength) => zlib.inflateSync(raw, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }),
    br: (raw, maxOutputLength) =>
      zlib.brotliDecompressSync(raw, { maxOutputLength, finishFlush: BROTLI_OPERATION_FLUSH }),
    zstd: zstd(),
  }),
);

/** Node learned zstd in 22.15; before, such a body is not read. */
function zstd(): Decode | undefined {
  const decode: unknown = Reflect.get(zlib, 'zstdDecompressSync');
  if (typeof decode !== 'function') return undefined;
  return (raw, maxOutputLength) => decode(raw, { maxOutputLength });
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
  const decode = DECODERS.get(encoding);
  if (decode === undefined) return { text: '', truncated: false };
  try {
    return { text: decode(raw, BODY_CAP).toString('utf8'), truncated: false };
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return { text: '', truncated: tooLarge };
  }
}
