import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Severity } from '../../model.js';
import { type Bench, type Proposal, prove } from './prove.js';
import { type Trial, untold } from './trial.js';

const CONNECTS: Trial = { ...untold(''), because: null, connects: true, reached: true };
const FAILS: Trial = {
  ...untold('Unsupported protocol version'),
  connects: false,
  failedAt: { step: 'initialized', status: 400 },
  reached: true,
};
const UNKNOWN: Trial = { ...untold('the server cannot be reached'), reached: false };

function proposal(name: string, severity: Severity = 'error', touchesWire = true): Proposal {
  return {
    rule: name,
    severity,
    server: 'api',
    line: 1,
    column: 1,
    what: name,
    edits: [{ path: [name], value: undefined }],
    touchesWire,
  };
}

/** A bench that knows the answer for each set of rules, and counts how often it was asked. */
function bench(
  outcome: (rules: Set<string>) => Trial,
  wire = (rules: Set<string>) => [...rules].sort().join(),
) {
  const tried: string[] = [];
  const rules = (some: readonly Proposal[]): Set<string> => new Set(some.map(({ rule }) => rule));
  const made: Bench = {
    wire: async (some) => wire(rules(some)),
    host: async (some) => (rules(some).has('elsewhere') ? '127.0.0.1' : 'localhost'),
    async try(some) {
      const name = [...rules(some)].sort().join('+') || 'as it is';
      if (!tried.includes(name)) tried.push(name);
      return outcome(rules(some));
    },
  };
  return { bench: made, tried };
}

async function proved(proposals: Proposal[], it: ReturnType<typeof bench>) {
  const proof = await prove(proposals, it.bench, 'Claude Code');
  const outcomes = proof.edits.map(({ rule, outcome, made }) => `${rule}: ${outcome}${made ? ', made' : ''}`);
  return { ...proof, outcomes, tried: it.tried, because: proof.edits.map(({ because }) => because) };
}

describe('an edit is', () => {
  it('proved when the client fails without it and connects with it; what is not missed is not made', async () => {
    const accept = proposal('accept', 'warning');
    const version = proposal('version');
    const proof = await proved(
      [accept, version],
      bench((made) => (made.has('version') ? CONNECTS : FAILS)),
    );
    assert.deepEqual(proof.outcomes, ['accept: no-effect', 'version: proved, made']);
    assert.deepEqual(proof.because, [
      'Changes nothing for Claude Code: without this change it connects just the same.',
      'Without this change Claude Code fails at initialized (400): Unsupported protocol version. With it, it connects.',
    ]);
    assert.deepEqual(proof.tried, ['as it is', 'accept+version', 'version']);
    assert.deepEqual([proof.before.connects, proof.after.connects], [false, true]);
  });

  it('no effect, without a request, where the client sends the same with and without it', async () => {
    const ignored = bench(
      (made) => (made.has('version') ? CONNECTS : FAILS),
      (made) => (made.has('version') ? 'b' : 'a'),
    );
    const proof = await proved([proposal('accept', 'warning'), proposal('version')], ignored);
    assert.deepEqual(proof.outcomes, ['accept: no-effect', 'version: proved, made']);
    assert.match(proof.because[0] ?? '', /Claude Code: it sends the same with and without it/);
    assert.deepEqual(proof.tried, ['as it is', 'version']);
  });

  it('off the wire, and made, where it was never meant to change what is sent', async () => {
    const proof = await proved(
      [proposal('key', 'warning', false)],
      bench(
        () => CONNECTS,
        () => 'same',
      ),
    );
    assert.deepEqual(proof.outcomes, ['key: off-wire, made']);
    assert.deepEqual(proof.tried, ['as it is']);
  });

  it('tried like the others where it changes what is sent although it was not meant to', async () => {
    const proof = await proved(
      [proposal('key', 'warning', false)],
      bench((made) => (made.size ? FAILS : CONNECTS)),
    );
    assert.deepEqual(proof.outcomes, ['key: refuted']);
  });

  it('no effect where the client connects as it stands', async () => {
    const proof = await proved(
      [proposal('a'), proposal('b')],
      bench(() => CONNECTS),
    );
    assert.deepEqual(proof.outcomes, ['a: no-effect', 'b: no-effect']);
    assert.deepEqual(proof.tried, ['as it is', 'a+b']);
  });

  it('no effect where the client fails with it too, and says why', async () => {
    const proof = await proved(
      [proposal('a')],
      bench(() => FAILS),
    );
    assert.deepEqual(proof.outcomes, ['a: no-effect']);
    assert.match(
      proof.because[0] ?? '',
      /Does not help: with and without it, Claude Code fails at initialized \(400\): Unsupp/,
    );
    assert.equal(proof.after.connects, false);
  });

  it('refuted where it breaks what works, and the one that helps is still found', async () => {
    const proof = await proved(
      [proposal('good'), proposal('bad')],
      bench((made) => (made.has('bad') || !made.has('good') ? FAILS : CONNECTS)),
    );
    assert.deepEqual(proof.outcomes, ['good: proved, made', 'bad: refuted']);
    assert.equal(proof.after.connects, true);
  });

  it('proved where it gives the client its GET stream back', async () => {
    const streamless = { ...CONNECTS, getStream: false };
    const streaming = { ...CONNECTS, getStream: true };
    const proof = await proved(
      [proposal('a')],
      bench((made) => (made.size ? streaming : streamless)),
    );
    assert.deepEqual(proof.outcomes, ['a: proved, made']);
    assert.match(
      proof.because[0] ?? '',
      /Without this change Claude Code connects without its GET stream\. With it, it connects\.$/,
    );
  });

  it('not proved where nothing can be told; then only what is known to break clients is made', async () => {
    const proof = await proved(
      [proposal('a'), proposal('b', 'warning')],
      bench(() => UNKNOWN),
    );
    assert.deepEqual(proof.outcomes, ['a: not-proved, made', 'b: not-proved']);
    assert.deepEqual(
      proof.because,
      [1, 2].map(() => 'Could not be tried: the server cannot be reached.'),
    );
  });

  it('not proved, and made, where it works with it and nobody can see what happens without', async () => {
    const proof = await proved(
      [proposal('a', 'warning')],
      bench((made) => (made.size ? CONNECTS : UNKNOWN)),
    );
    assert.deepEqual(proof.outcomes, ['a: not-proved, made']);
    assert.match(
      proof.because[0] ?? '',
      /^With this change Claude Code connects\. What it does without cannot be told: the server cannot/,
    );
  });
});

it('of two edits that do the same one is made', async () => {
  const proof = await proved(
    [proposal('a', 'warning'), proposal('b')],
    bench((made) => (made.size > 0 ? CONNECTS : FAILS)),
  );
  assert.deepEqual(proof.outcomes, ['a: no-effect', 'b: proved, made']);
});

it('two edits that are both needed are both proved', async () => {
  const proof = await proved(
    [proposal('a'), proposal('b')],
    bench((made) => (made.size > 1 ? CONNECTS : FAILS)),
  );
  assert.deepEqual(proof.outcomes, ['a: proved, made', 'b: proved, made']);
});

it('without an edit the entry is tried once, as it is', async () => {
  const proof = await proved(
    [],
    bench(() => FAILS),
  );
  assert.deepEqual([proof.tried, proof.before, proof.after], [['as it is'], FAILS, FAILS]);
});

describe('another name of this machine', () => {
  const elsewhere = proposal('elsewhere', 'note');

  it('is not even tried where the server answers as it stands, and spoils no other edit', async () => {
    const proof = await proved(
      [elsewhere, proposal('version')],
      bench((made) => (made.has('elsewhere') ? UNKNOWN : made.has('version') ? CONNECTS : FAILS)),
    );
    assert.deepEqual(proof.outcomes, ['version: proved, made']);
    assert.deepEqual(proof.tried, ['as it is', 'version']);
  });

  it('is proved where nothing answers as it stands, and the other edits are tried there', async () => {
    const proof = await proved(
      [elsewhere, proposal('version')],
      bench((made) => (!made.has('elsewhere') ? UNKNOWN : made.has('version') ? CONNECTS : FAILS)),
    );
    assert.deepEqual(proof.outcomes, ['elsewhere: proved, made', 'version: proved, made']);
    assert.match(
      proof.because[0] ?? '',
      /As it stands nothing answers: the server cannot be reached\. With this change a server does/,
    );
    assert.equal(proof.after.connects, true);
  });

  it('is not made where nothing answers there either, or the client still does not connect', async () => {
    const silent = await proved(
      [elsewhere],
      bench(() => UNKNOWN),
    );
    assert.deepEqual(silent.outcomes, ['elsewhere: no-effect']);
    const proof = await proved(
      [elsewhere],
      bench((made) => (made.has('elsewhere') ? FAILS : UNKNOWN)),
    );
    assert.deepEqual(proof.outcomes, ['elsewhere: not-proved']);
    assert.match(proof.because[0] ?? '', /Something answers there, but Claude Code fails at initialized/);
  });
});

it('an edit with which nothing can be told is not made where something could be told without it', async () => {
  const proof = await proved(
    [proposal('good'), proposal('unclear')],
    bench((made) => (made.has('unclear') ? UNKNOWN : made.has('good') ? CONNECTS : FAILS)),
  );
  assert.deepEqual(proof.outcomes, ['good: proved, made', 'unclear: not-proved']);
});
