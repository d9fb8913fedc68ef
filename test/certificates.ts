import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate (X.509 v3, RFC 5280) as PEM, with its key. `node:crypto` reads them and makes none. */
export interface Certified {
  cert: string;
  key: string;
  name: string;
  privateKey: KeyObject;
}

export interface CertificateOptions {
  /** Its common name; where it is no authority, also the host or the address that it is for. */
  name: string;
  /** Who signs it; absent: itself. */
  by?: Certified;
  authority?: boolean;
  /** Days from now; by default from yesterday until tomorrow. */
  from?: number;
  until?: number;
  /** Where its issuer's certificate can be had. */
  issuerUrl?: string;
}

const DAY_MS = 86_400_000;

/** Made in a millisecond: a key of P-256 and one signature. */
export function certificate(options: CertificateOptions): Certified {
  const { name, by, authority = false, from = -1, until = 1, issuerUrl } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
  const info = publicKey.export({ format: 'der', type: 'spki' });
  const tbs = sequence(
    tagged(0, integer(2)),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    distinguished(by?.name ?? name),
    sequence(time(from), time(until)),
    distinguished(name),
    info,
    tagged(
      3,
      sequence(
        extension('2.5.29.14', octets(createHash('sha1').update(info).digest())),
        extension('2.5.29.19', sequence(...(authority ? [der(0x01, Buffer.from([0xff]))] : []))),
        ...(authority ? [] : [extension('2.5.29.17', sequence(alternative(name)))]),
        ...(issuerUrl === undefined ? [] : [extension('1.3.6.1.5.5.7.1.1', issuers(issuerUrl))]),
      ),
    ),
  );
  const signature = sign('sha256', tbs, by?.privateKey ?? privateKey);
  const whole = sequence(tbs, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const body = whole.toString('base64').replace(/.{1,64}/g, '$&\n');
  const cert = `-----BEGIN CERTIFICATE-----\n${body}-----END CERTIFICATE-----\n`;
  return { cert, key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), name, privateKey };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const tagged = (number: number, content: Buffer): Buffer => der(0xa0 + number, content);
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const octets = (content: Buffer): Buffer => der(0x04, content);

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((part) => {
    const digits = [part & 127];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function distinguished(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))));
}

/** As GeneralizedTime (section 4.1.2.5.2), to the second. */
function time(days: number): Buffer {
  const digits = new Date(Date.now() + days * DAY_MS).toISOString().replace(/\.\d+|[-:T]/g, '');
  const [tag, text] = Number(digits.slice(0, 4)) < 2050 ? [0x17, digits.slice(2)] : [0x18, digits];
  return der(tag, Buffer.from(text));
}

function extension(id: string, content: Buffer): Buffer {
  return sequence(oid(id), octets(content));
}

function alternative(name: string): Buffer {
  const bytes = name.includes(':')
    ? Buffer.concat([Buffer.alloc(15), Buffer.from([1])])
    : Buffer.from(name.split('.').map(Number));
  return isIP(name) === 0 ? der(0x82, Buffer.from(name)) : der(0x87, bytes);
}

function issuers(url: string): Buffer {
  return sequence(sequence(oid('1.3.6.1.5.5.7.48.2'), der(0x86, Buffer.from(url))));
}
