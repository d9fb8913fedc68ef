import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { UserError } from './errors.js';

/**
 * ZIP archives (PKWARE APPNOTE 6.3.10) as one is attached to a ticket: a few files, deflated, no folders, no
 * encryption, nothing of 4 GiB. A page of code in place of a dependency.
 */
export interface ZipEntry {
  name: string;
  bytes: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
/** Name in UTF-8. */
const FLAGS = 0x0800;
const DEFLATED = 8;
const STORED = 0;
/** Made by Unix, for its owner alone; what unpacks it needs version 2.0. */
const MADE_BY = (3 << 8) | 20;
const NEEDS = 20;
const OWNER_ONLY = (0o100600 << 16) >>> 0;
/** An archive of ours has four files; one that claims more than this unpacked is none. */
const LARGEST = 256 * 1024 * 1024;

/** @param at the time that all of them bear, in UTC */
export function zipped(entries: readonly ZipEntry[], at: Date): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(NEEDS, 0);
    common.writeUInt16LE(FLAGS, 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt32LE(dosTime(at), 6);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    local.push(number(LOCAL), common, title, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(OWNER_ONLY, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(number(CENTRAL), number(MADE_BY, 2), common, rest, title);
    offset += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** Whether a file begins as an archive does. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === LOCAL;
}

/**
 * One file of an archive; null where it holds none of that name.
 * @param file where the archive lies, for messages
 * @throws {UserError} for an archive that is cut short or damaged, encrypted, or unpacks to more than 256 MiB
 */
export function unzipped(bytes: Buffer, name: string, file: string): Buffer | null {
  try {
    return find(bytes, name);
  } catch (error) {
    throw new UserError('the bundle is damaged', {
      where: file,
      found: error instanceof RangeError ? 'an archive that breaks off' : String(Object(error).message),
      whatToDo: 'make it again with `triage URL --bundle FILE`, or ask for it again',
    });
  }
}

function find(bytes: Buffer, name: string): Buffer | null {
  const end = bytes.lastIndexOf(number(END));
  if (end < 0) throw new Error('an archive that breaks off before its directory');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let left = count; left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error('a directory that is not where it should be');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 46, nameEnd) === name) return contentOf(bytes, at, name);
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return null;
}

/** @param at of its record in the directory */
function contentOf(bytes: Buffer, at: number, name: string): Buffer {
  const method = bytes.readUInt16LE(at + 10);
  const encrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
  const size = bytes.readUInt32LE(at + 20);
  const header = bytes.readUInt32LE(at + 42);
  if (encrypted || (method !== DEFLATED && method !== STORED)) {
    throw new Error(`${name} in it is ${encrypted ? 'encrypted' : 'packed in another way'}`);
  }
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  if (start + size > bytes.length) throw new RangeError();
  const packed = bytes.subarray(start, start + size);
  const content = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: LARGEST });
  if (crc32(content) !== bytes.readUInt32LE(at + 16)) throw new Error(`${name} in it was changed on the way`);
  return content;
}

function number(value: number, size: 2 | 4 = 4): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}

/** Two seconds is its finest, 1980 its first year. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}
