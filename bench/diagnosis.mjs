// `npm run bench:diagnosis`: probes a server for every failure that was seen in the field, every healthy persona and
// the real servers of test/servers, and prints what was expected against what was said. Exit code 1 on any wrong one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here } from './measure.mjs';

const built = (path) => import(pathToFileURL(join(here('../build'), path)).href);
const [{ listPersonas }, { builtinDiagnoses }, staging, { probeUrl }] = await Promise.all([
  built('src/demo/personas.js'),
  built('src/judge/builtin.js'),
  built('test/signatures.js'),
  built('test/probing.js'),
]);
const diagnoses = (await builtinDiagnoses()).map(({ file }) => file);
const AT_ONCE = 6;

/** What is to be said of one server: any of these diagnoses, and whose fault it is. */
const questions = [...(await fromSignatures()), ...(await fromPersonas()), ...(await fromServers())];
const answers = await inTurns(questions, async (question) => {
  const { diagnosis, findings, traits } = await question.probe();
  const found = [...findings.map(({ rule }) => rule), ...traits.map(({ id }) => id)];
  const told = { diagnosis: diagnosis?.id ?? 'nothing', blame: (diagnosis?.blame ?? []).join(' or ') };
  const right =
    question.diagnoses.includes(told.diagnosis) &&
    question.blame.includes(told.blame) &&
    (question.found === null || question.found.some((one) => found.includes(one)));
  return { ...question, told, right };
});
print(answers);
process.exitCode = answers.every(({ right }) => right) ? 0 : 1;

async function fromSignatures() {
  return Object.entries(await staging.signatures()).flatMap(([id, signature]) =>
    staging.casesOf(signature).map((one) => ({
      name: `${id} (${one.persona ?? one.at})`,
      diagnoses: signature.seen === 'as a diagnosis' ? naming(id) : healthy(),
      blame: signature.seen === 'as a diagnosis' ? [signature.blame.join(' or ')] : ['none'],
      found: signature.rules ?? signature.traits ?? null,
      probe: async () => staging.theTarget(await staging.probeCase(one)),
    })),
  );
}

async function fromPersonas() {
  const personas = await listPersonas(here('../fixtures/servers'));
  return personas.map(({ name, expect: { diagnosis, blame, options } }) => ({
    name,
    diagnoses: [diagnosis],
    blame: [blame.join(' or ')],
    found: null,
    probe: async () => {
      const one = options.length === 0 ? { persona: name } : { persona: name, options };
      return staging.theTarget(await staging.probeCase(one));
    },
  }));
}

/** Real SDKs and frameworks: real clients connect to all of them. */
async function fromServers() {
  const { servers } = await import('../test/servers/index.mjs');
  return servers.map((server) => ({
    name: server.name,
    diagnoses: healthy(),
    blame: ['none'],
    found: null,
    probe: async () => {
      const { url, close } = await server.start();
      const recording = await probeUrl(url, {}, { token: server.token ?? null }).finally(close);
      return staging.theTarget(await staging.judged(recording));
    },
  }));
}

function naming(signature) {
  return diagnoses.filter(({ signatures }) => signatures.includes(signature)).map(({ id }) => id);
}

function healthy() {
  return diagnoses.filter((file) => file.class === 'health').map(({ id }) => id);
}

/** A few at once: most of the time is waiting. */
async function inTurns(all, work) {
  const results = [];
  const waiting = all.entries();
  const worker = async () => {
    for (const [at, one] of waiting) results[at] = await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** Expected down, given across, diagnosis and blame in one; a diagonal is all right. */
function print(told) {
  const rows = new Map();
  for (const { diagnoses: wanted, blame, told: given, right } of told) {
    const expected = right
      ? `${given.diagnosis} / ${given.blame}`
      : `${wanted.join('|')} / ${blame.join('|')}`;
    const row = rows.get(expected) ?? new Map();
    const key = `${given.diagnosis} / ${given.blame}`;
    row.set(key, (row.get(key) ?? 0) + 1);
    rows.set(expected, row);
  }
  console.log('expected diagnosis / blame -> given, how often\n');
  for (const [expected, row] of [...rows].sort()) {
    for (const [given, count] of row) {
      console.log(
        `${String(count).padStart(4)}  ${expected}${given === expected ? '' : `  ->  ${given}  WRONG`}`,
      );
    }
  }
  const wrong = told.filter(({ right }) => !right);
  for (const { name, told: given } of wrong)
    console.log(`\nWRONG  ${name}: ${given.diagnosis}, ${given.blame}`);
  const servers = readdirSync(here('../fixtures/servers')).length;
  console.log(
    `\n${told.length} servers and cases (${servers} personas): ${told.length - wrong.length} right, ${wrong.length} wrong`,
  );
}
