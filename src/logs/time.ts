const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `30/Nov/2026:10:00:00 +0000`, `30/Nov/2026:10:00:00.123` */
const CLF = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d(?:\.\d{1,3})?)(?: ([+-]\d\d):?(\d\d))?$/;
const NUMBER = /^\d{9,16}(?:\.\d+)?$/;
/** Seconds since 1970 have fewer digits than milliseconds for some thousand years. */
const SECONDS = 1e11;

/**
 * Reads times; the last one is remembered: in a log of any size, neighbours share their second.
 * @returns as `timeOf`
 */
export function rememberingTimes(): typeof timeOf {
  let text: string | null = null;
  let at: number | null = null;
  return (wanted) => {
    if (wanted !== text) {
      at = timeOf(wanted);
      text = wanted;
    }
    return at;
  };
}

/**
 * The time of a line in milliseconds since 1970; null for what is none. Without a zone it is taken for UTC, as most
 * servers and containers have it.
 */
export function timeOf(text: string | null): number | null {
  if (text === null || text === '') return null;
  if (NUMBER.test(text)) return fromNumber(Number(text));
  const clf = CLF.exec(text);
  if (clf === null) return fromIso(text);
  const [, day, month = '', year, clock, hours = '+00', minutes = '00'] = clf;
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return valid(Date.parse(`${year}-${number}-${day}T${clock}${hours}:${minutes}`));
}

function fromNumber(number: number): number {
  if (number < SECONDS) return number * 1000;
  // Micro- and nanoseconds, as some loggers have them.
  return number > SECONDS * 1e5 ? number / 1e3 : number;
}

function fromIso(text: string): number | null {
  const iso = text.replace(' ', 'T').replace(',', '.');
  return valid(Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`));
}

function valid(ms: number): number | null {
  return Number.isNaN(ms) ? null : ms;
}
