import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { builtinRules } from '../src/judge/builtin.js';
import type { Recording, Report } from '../src/model.js';
import { loadProfiles } from '../src/plan/loadProfiles.js';
import { renderClients } from '../src/report/formats/clients.js';
import { renderTerminal } from '../src/report/formats/terminal.js';
import { knowledgeFor, reportOn } from '../src/run/judging.js';
import { probePersona } from './probing.js';

const rules = await builtinRules();

const VIEW = { width: 80, color: false };

/** What a person with a terminal of 80 columns reads of a persona. */
async function pageOf(persona: string): Promise<string> {
  const { recording } = await probePersona(persona);
  return renderTerminal(await reportOf([recording]), VIEW);
}

async function reportOf(recordings: readonly Recording[]): Promise<Report> {
  const asked = { ruleset: 'recommended', failOn: 'error' } as const;
  return reportOn(recordings, rules, asked, null, await knowledgeFor(recordings));
}

/** Each was met by reading the page of every persona: what it said was not so, or could not be understood. */
describe('the page says what is so', { concurrency: 4 }, () => {
  it('clients of which nothing is known are not counted as kept out', async () => {
    assert.match(
      (await pageOf('event-before-answer')).replace(/\s+/g, ' '),
      /(\d+) of (\d+) recorded clients would get in, \d+ cannot be told from this: mcp-accept clients/,
    );
  });

  it('a limit that is only warned of is no failure in the matrix of a healthy server', async () => {
    const page = await pageOf('nginx-limit-req');
    assert.match(page, /^✓ /);
    assert.match(page, /503 !/);
    assert.doesNotMatch(page, /✗/);
  });

  it('the answer of a cell that went well has no mark: the finding is about the other one', async () => {
    assert.match(await pageOf('sessions-forgotten'), /initialize 200\n\s+tools\/list 404 ✗/);
  });

  it('a headline has no names of our own requests: they stand below it, each once', async () => {
    const [headline = '', ...below] = (await pageOf('delete-kills')).split('\n');
    assert.match(headline, /the server did not survive$/);
    assert.equal(below.join(' ').match(/legacy\/sessions-end/g)?.length, 1);
  });

  it('one client of several servers is a line for each, not a page', async () => {
    const profiles = (await loadProfiles()).filter(({ id }) => id === 'codex@0.169.0');
    const recordings = await Promise.all(
      ['lenient', 'bare-406'].map(async (name) => {
        const asked = { depth: 'control', yours: 'codex@0.169.0' } as const;
        return (await probePersona(name, asked, { profiles })).recording;
      }),
    );
    const page = renderClients(await reportOf(recordings), VIEW);
    assert.match(page, /^2 of 2 servers connect\n✓ \S+, \S+: Codex CLI connects\n/);
    assert.doesNotMatch(page, /Bridges|Who can connect/);
  });
});
