import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { diagnose, inOrder } from '../src/diagnose/diagnose.js';
import { exampleProblems, type Staged, staged, unnoticed } from '../src/diagnose/selfTest.js';
import {
  type CompiledDiagnosis,
  createDiagnosisChecker,
  loadDiagnoses,
  scopeSchema,
} from '../src/judge/diagnoses.js';
import { cannedAnswers } from '../src/judge/examples.js';
import { loadFingerprints } from '../src/judge/fingerprints.js';
import type { DiagnosisFile, DiagnosisScope, Json } from '../src/model.js';
import { packageRoot } from '../src/packageRoot.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';

/** What an example is about, for its id. */
const about = { target: 'example', client: null };
const folder = join(packageRoot, 'rules', 'diagnoses');

/** The clients that the words of the examples speak of: a few, so that another profile changes no example. */
const SPOKEN_OF = [
  'claude-code@2.1.274',
  'codex@0.169.0',
  'gemini-cli@0.61.0',
  'go-sdk@1.8.0',
  'mcp-remote@0.15.1',
  'modelcontextprotocol-client-auto@2.4.0',
  'opencode@1.18.33',
  'rmcp@3.9.0',
];

describe('diagnoses', () => {
  let all: CompiledDiagnosis[];
  let examples: Staged[];
  before(async () => {
    all = inOrder(await loadDiagnoses(folder));
    const profiles = (await loadProfiles()).filter(({ id }) => SPOKEN_OF.includes(id));
    assert.equal(profiles.length, SPOKEN_OF.length);
    const fingerprints = await loadFingerprints(join(packageRoot, 'rules', 'fingerprints'));
    examples = await staged(all, await cannedAnswers(), { rules: [], profiles, fingerprints });
  });

  it('each is one file, named like it', async () => {
    const files = await readdir(folder);
    assert.deepEqual(all.map(({ file }) => `${file.id}.json`).sort(), files.sort());
  });

  it('every example comes to the diagnosis of its own file and to no other, word for word', () => {
    assert.deepEqual(exampleProblems(all, examples), []);
  });

  it('every keyword of a pattern is noticed by some example when it is dropped', () => {
    assert.deepEqual(unnoticed(all, examples), []);
  });

  it('failures that the wire cannot tell apart are a named group; what is told apart is so by the words', () => {
    for (const { file } of all) {
      const { id, signatures, group, tellApart } = file;
      if (signatures.length < 2) assert.equal(group, undefined, id);
      else if (group !== undefined) assert.match(tellApart ?? '', /mcp-accept \w+/, id);
      else assert.match(file.title + file.detail + file.do.map(({ step }) => step).join(), /\{\{/, id);
    }
  });

  it('no two causes are tried at the same place: layer and pattern decide, or the patterns exclude each other', () => {
    const contested = examples.flatMap(({ scope, file, example }) => {
      const fitting = all.filter(
        ({ file: { class: of }, checks: [fits] }) => of === 'cause' && fits?.(scope),
      );
      const reversed = diagnose([...all].reverse(), scope, about).diagnosis?.id;
      const { diagnosis } = diagnose(all, scope, about);
      return diagnosis?.class === 'health' || fitting.length > 1 || reversed === diagnosis?.id
        ? []
        : [[file.id, example.name]];
    });
    assert.deepEqual(
      contested.filter(([id]) => id !== 'exonerated'),
      [],
    );
  });

  it('what a run leaves has every fact that the schema of the scope promises, and no other', async () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    const isScope = ajv.compile(await scopeSchema());
    for (const { scope, example } of examples) {
      assert.ok(isScope(scope), `${example.name}: ${ajv.errorsText(isScope.errors)}`);
    }
  });

  it('a server to which no recorded client connects is never health', () => {
    // Where a client was listened to, none was replayed.
    for (const { scope } of examples.filter(({ scope: { traffic } }) => traffic === null)) {
      const nobody = { ...scope, clients: { ...scope.clients, asked: 3, connect: 0, fail: 3, unclear: 0 } };
      assert.equal(diagnose(all, nobody, about).diagnosis?.class, 'cause');
    }
  });

  it('health is said only where a whole handshake was seen to work, ours or that of a client that was listened to', () => {
    const seen = ({ control, traffic }: DiagnosisScope): boolean => control.whole || traffic?.works === true;
    for (const { scope } of examples.filter((one) => !seen(one.scope))) {
      assert.notEqual(diagnose(all, scope, about).diagnosis?.class, 'health');
    }
  });

  it('something is said of every run', () => {
    for (const { scope, example } of examples) assert.ok(diagnose(all, scope, about).diagnosis, example.name);
  });

  it('only what came back from a proxy, or through one, is the fault of a proxy alone', () => {
    const blamed = examples.flatMap(({ scope }) => {
      const { diagnosis } = diagnose(all, scope, about);
      return diagnosis?.blame.join() === 'proxy'
        ? [
            {
              id: diagnosis.id,
              at: scope.control.at,
              front: scope.fingerprint.front,
              forward: scope.route.proxy,
            },
          ]
        : [];
    });
    const redirects = /^redirect-/;
    for (const { id, at, front, forward } of blamed) {
      // Silence shows nobody; then it was an earlier answer that came through the proxy.
      const shown = at?.proxied === true || at?.byFront === true || (at?.status === null && front !== null);
      // A forward proxy is one that the user named.
      assert.ok(redirects.test(id) || shown || forward !== null, id);
    }
  });

  it('a fact that does not exist, in a pattern or in words, is refused with its place', async () => {
    const checker = await createDiagnosisChecker();
    const health = JSON.parse(await readFile(join(folder, 'health.json'), 'utf8')) as DiagnosisFile;
    const compile = (changes: Partial<DiagnosisFile>): void => {
      checker.compile({ ...health, ...changes } as unknown as Json, join(folder, 'health.json'));
    };
    compile({});
    const when = {
      type: 'object',
      properties: { control: { type: 'object', properties: { hole: { const: true } } } },
    };
    assert.throws(() => compile({ when }), /does not exist/);
    assert.throws(() => compile({ title: '{{control.at.statsu}}' }), /does not exist/);
    assert.throws(() => compile({ blame: ['server', 'proxy'] }), /not a rule/);
  });
});
