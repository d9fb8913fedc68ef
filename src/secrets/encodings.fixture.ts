const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const escaped = (text: string): string =>
  [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const html = (text: string): string =>
  text.replace(/[&<>"'=+/]/g, (sign) => `&${NAMES[sign] ?? `#${sign.charCodeAt(0)}`};`);
const NAMES: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', '=': 'equals' };

/** How servers were seen to give back what they were told, by accident or on purpose. */
export const ENCODINGS: Record<string, (secret: string) => string> = {
  'as it is': String,
  'in JSON': json,
  'in JSON, slashes escaped': (secret) => json(secret).replaceAll('/', '\\/'),
  'in JSON as PHP and Go write it': (secret) =>
    json(secret).replace(/[&<>='/+]/g, (sign) => escaped(sign).toUpperCase().replace('\\U', '\\u')),
  'in JSON, every character escaped': escaped,
  'in JSON within JSON': (secret) => json(json(secret)),
  'in a URL': encodeURIComponent,
  'in a URL, lower-case escapes': (secret) =>
    encodeURIComponent(secret).replace(/%../g, (one) => one.toLowerCase()),
  'in a URL, every byte escaped': percent,
  'in a URL within a URL': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in a form': (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
  'in HTML, by name': html,
  'in HTML, by number': (secret) => [...secret].map((sign) => `&#${sign.charCodeAt(0)};`).join(''),
  'in HTML, by hexadecimal number': (secret) =>
    [...secret].map((sign) => `&#x${sign.charCodeAt(0).toString(16)};`).join(''),
  'in base64': base64,
  'in base64 for URLs': (secret) => Buffer.from(secret).toString('base64url'),
  'in base64 behind one byte': (secret) => base64(`:${secret}, and more`),
  'in base64 behind two bytes': (secret) => base64(`me${secret} and more`),
  'in base64 of JSON': (secret) => base64(JSON.stringify({ token: secret })),
  'in hex': hex,
  'in upper-case hex': (secret) => hex(secret).toUpperCase(),
  'in upper case': (secret) => secret.toUpperCase(),
  reversed: (secret) => [...secret].reverse().join(''),
};
