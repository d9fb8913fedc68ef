import assert from 'node:assert/strict';
import { test } from 'node:test';
import hapi from '@hapi/accept';
import Negotiator from 'negotiator';
import { isAcceptable } from '../src/observe/accept.js';
import { type Random, randomOf } from './fuzz/random.js';

const TYPES = ['application/json', 'text/event-stream'];
const RANGES = [
  ...TYPES,
  'application/*',
  'text/*',
  '*/*',
  'text/html',
  'APPLICATION/JSON',
  'Text/Event-Stream',
];
const ODD_RANGES = ['*', 'application', '*/json', '', 'application/json-seq'];
const WEIGHTS = [
  '',
  '',
  '',
  '',
  ';q=0',
  ';q=0.0',
  ';q=0.001',
  ';q=0.5',
  ';q=1',
  ';Q=0',
  '; q=0',
  ' ;q=1.000',
];
const ODD_WEIGHTS = [';q=abc', ';q=', ';q=2', ';q=-1', ';charset=utf-8', ';profile="a,b"', ';p="x;q=0"'];

interface Peer {
  name: string;
  accepts: (header: string, type: string) => boolean;
  /** Where it may differ from us: what the header holds, and what RFC 9110 says of it. */
  differs: { where: RegExp; section: string; because: string }[];
}

const noWeight = {
  where: /;\s*q=(?!(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:[,;]|$))/i,
  section: '12.4.2',
  because: 'what is no weight counts as 1 here; the peer reads a number or refuses the field',
};
const noRange = {
  where: /\*\/json/,
  section: '12.5.1',
  because: '*/json is no media range, and passes nothing here',
};
const parameters = {
  where: /;(?!\s*q=)/i,
  section: '12.5.1',
  because: 'a parameter of a range is no condition here, so that no server is blamed for leaving it out',
};
const twice = {
  where: /(?:^|,)\s*([^,;\s]+)[^,]*,(?:.*,)?\s*\1\s*(?:[,;]|$)/i,
  section: '12.5.1',
  because: 'of a range that stands twice the better weight counts here; the text decides nothing',
};
const empty = {
  where: /^$/,
  section: '12.5.1',
  because: 'an empty field names no type to prefer, as one that is absent',
};
const widerWins = {
  where: /\/\*\s*;\s*q=0(?:\.0*)?\s*(?:,|$)/i,
  section: '12.5.1',
  because: 'a weight of 0 for type/* is overruled by */* there; the most specific range decides',
};

const PEERS: Peer[] = [
  {
    name: 'negotiator',
    accepts: (header, type) => new Negotiator({ headers: { accept: header } }).mediaTypes([type]).length > 0,
    differs: [noWeight, noRange, parameters, empty],
  },
  {
    name: '@hapi/accept',
    accepts: (header, type) => hapi.mediaTypes(header, [type]).includes(type),
    differs: [noWeight, noRange, parameters, twice, widerWins],
  },
];

for (const { name, accepts, differs } of PEERS) {
  test(`an Accept header is read as ${name} reads it, but where RFC 9110 tells why not`, (t) => {
    const random = randomOf(name);
    const explained = new Map<string, number>();
    let compared = 0;
    for (let count = 0; count < 6000; count++) {
      const header = headerOf(random);
      for (const type of TYPES) {
        compared++;
        if (isAcceptable(header, type) === outcome(() => accepts(header, type))) continue;
        const reason = differs.find(({ where }) => where.test(header));
        assert.ok(reason, `${JSON.stringify(header)}, ${type}: ours says ${isAcceptable(header, type)}`);
        explained.set(reason.because, (explained.get(reason.because) ?? 0) + 1);
      }
    }
    assert.equal(compared, 12_000);
    for (const { section, because } of differs) {
      t.diagnostic(`RFC 9110 ${section}, ${explained.get(because) ?? 0} of ${compared}: ${because}`);
    }
    assert.deepEqual([...explained.keys()].sort(), differs.map(({ because }) => because).sort());
  });
}

function headerOf(random: Random): string {
  const range = () =>
    `${random.pick(random.once(10) ? ODD_RANGES : RANGES)}${random.pick(random.once(10) ? ODD_WEIGHTS : WEIGHTS)}`;
  return Array.from({ length: 1 + random.below(4) }, range).join(random.pick([',', ', ', ' , ']));
}

/** A peer that throws at a header has no opinion that could be compared with a boolean. */
function outcome(ask: () => boolean): boolean | 'threw' {
  try {
    return ask();
  } catch {
    return 'threw';
  }
}
