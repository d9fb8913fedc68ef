import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { packageRoot } from '../../src/packageRoot.js';
import { nasty, type Reported, reportedOf, textOf } from './hostile.js';

const ajv = new Ajv({ strict: false, validateFormats: false });
const folder = join(packageRoot, 'node_modules/har-schema/lib');
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const { $schema: _draft, ...schema } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  ajv.addSchema(schema);
}

async function entries(reported: Reported) {
  const har = JSON.parse(await textOf('har', reported));
  assert.ok(ajv.validate('har.json', har), ajv.errorsText());
  return har.log.entries as {
    pageref: string;
    request: { url: string; method: string };
    response: { status: number; content: { text: string } };
  }[];
}

describe('HAR', () => {
  it('is what the schema of HAR 1.2 says, with every exchange', async () => {
    const reported = await reportedOf('faulty');
    const sent = reported.run.recordings.flatMap(({ flows }) => flows.flatMap(({ exchanges }) => exchanges));
    const all = await entries(reported);
    assert.equal(all.length, sent.length);
    assert.ok(all.every(({ request }) => /^http:/.test(request.url)));
    assert.ok(all.some(({ response }) => response.status === 406));
  });

  it('says so where no answer came', async () => {
    const { report, run } = await reportedOf('bare-406');
    const [recording] = run.recordings;
    const exchange = recording?.flows[0]?.exchanges[0];
    assert.ok(recording && exchange);
    exchange.outcome = { kind: 'failure', stage: 'connect', code: 'ECONNREFUSED', ms: 2 };
    assert.equal((await entries({ report, run }))[0]?.response.status, 0);
  });

  it('keeps what a server said to the letter, and can be looked at on a terminal', async () => {
    const { report, run } = await reportedOf('bare-406');
    const mean = { report, run: { ...run, recordings: nasty(run.recordings) } };
    const all = await entries(mean);
    const first = mean.run.recordings[0]?.flows[0]?.exchanges[0]?.outcome;
    assert.ok(first?.kind === 'answer');
    assert.equal(all[0]?.response.content.text, first.body.text);
    assert.doesNotMatch(await textOf('har', mean), /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]|##\[/u);
  });
});
