import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'junit2json';
import { nasty, type Reported, reportedOf, textOf } from './hostile.js';

/** As a reader that nobody here wrote has it. */
async function read(reported: Reported) {
  const suites = await parse(await textOf('junit', reported));
  assert.ok(suites && 'testsuite' in suites && suites.testsuite);
  const [suite] = suites.testsuite;
  assert.ok(suite?.testcase);
  return { suites, suite, cases: suite.testcase };
}

/** The text of an element, which the reader has and its types have not. */
function reasonIn(skipped: object | undefined): unknown {
  return skipped !== undefined && 'inner' in skipped ? skipped.inner : undefined;
}

describe('JUnit', () => {
  it('counts what it holds: failures are what the exit code is for, and what was not sent is skipped with its reason', async () => {
    const { suites, suite, cases } = await read(await reportedOf('faulty'));
    const failed = cases.filter(({ failure }) => failure !== undefined);
    const skipped = cases.filter((one) => 'skipped' in one);
    assert.equal(suites.tests, cases.length);
    assert.equal(suites.failures, failed.length);
    assert.equal(suite.skipped, skipped.length);
    assert.deepEqual(
      failed.map(({ name }) => name?.split(':')[0]),
      ['notification-answered-200'],
    );
    for (const { skipped: why } of skipped) assert.ok(reasonIn(why?.[0]), JSON.stringify(why));
    assert.ok(cases.some(({ name }) => name === 'legacy/json-only initialize' || name?.includes('get')));
  });

  it('has a warning fail under --fail-on warning, and nothing fail under never', async () => {
    const { report, run } = await reportedOf('bare-406');
    const failures = async (failOn: typeof run.failOn) =>
      (await read({ report, run: { ...run, failOn } })).suites.failures;
    assert.equal(await failures('error'), 0);
    assert.equal(await failures('warning'), 1);
    assert.equal(await failures('never'), 0);
  });

  it('calls a target that could not be judged an error, not a failure', async () => {
    const { suites, cases } = await read(await reportedOf('forbidden'));
    assert.equal(suites.errors, 1);
    assert.equal(cases[0]?.name, 'a correct client connects');
    assert.ok(cases[0]?.error);
  });

  it('can be read whatever a server said, and says it back', async () => {
    const { report, run } = await reportedOf('faulty');
    const plain = await read({ report, run });
    const { cases } = await read({ report: nasty(report), run });
    assert.equal(cases.length, plain.cases.length);
    const failure = cases.find((one) => one.failure !== undefined)?.failure?.[0];
    assert.match(failure?.message ?? '', /\]\]><\/system-out>/);
    assert.doesNotMatch(await textOf('junit', { report: nasty(report), run }), /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  });
});
