import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startServer } from '../src/demo/server.js';
import type { Hints } from '../src/model.js';
import { selectProfiles } from '../src/plan/profiles.js';
import { renderTerminal } from '../src/report/formats/terminal.js';
import { reportOn } from '../src/run/judging.js';
import { loadFormats } from '../src/targets/config/formats.js';
import { probeUrl } from './probing.js';
import { personaOf, profiles } from './replaying.js';

const formats = await loadFormats();

/** What `probe URL --client X` has for the client, and what the terminal shows. */
async function hintsOf(
  server: object,
  client: string,
  { token = null, replayed = [] }: { token?: string | null; replayed?: string[] } = {},
): Promise<{ url: string; hints: Hints; shown: string }> {
  const chosen = selectProfiles(profiles, replayed);
  const running = await startServer(personaOf(server));
  try {
    const recording = await probeUrl(
      running.url,
      { depth: 'control', timeoutMs: 5000, client },
      { profiles: chosen, token, thorough: true },
    );
    const asked = { ruleset: 'recommended', failOn: 'error' } as const;
    const report = reportOn([recording], [], asked, null, { profiles, formats });
    const [target] = report.targets;
    assert.ok(target);
    const shown = renderTerminal(report, { width: 200, color: false, detail: 'full' });
    return { url: running.url, hints: target.hints, shown };
  } finally {
    await running.close();
  }
}

describe("hints in the words of the user's own client", { concurrency: 4 }, () => {
  for (const format of formats.filter(({ remote }) => remote)) {
    test(`${format.id}: the entry, the command and how it is picked up`, async () => {
      const { url, hints, shown } = await hintsOf({ auth: { token: 'good' } }, format.id, { token: 'good' });
      const { client } = hints;
      assert.ok(client);
      assert.equal(client.format, format.id);
      assert.ok(client.text.includes(url));
      assert.match(client.text, /MCP_TOKEN/);
      assert.doesNotMatch(JSON.stringify(hints), /good/);
      assert.ok(hints.notes.includes(format.pickUp));
      assert.ok(shown.includes(`Paste into ${client.file} (${format.title}):\n\n${client.text}\n`), shown);
      assert.equal(shown.includes('Paste into .mcp.json:'), false);
      if (client.command !== null) assert.ok(shown.includes(`\n${client.command}\n`));
      assert.ok(shown.replace(/\s+/g, ' ').includes(`- ${format.pickUp}`));
    });
  }

  test('without a client it is .mcp.json', async () => {
    const { hints, shown } = await hintsOf({}, 'nobody');
    assert.equal(hints.client, null);
    assert.match(shown, /^Paste into \.mcp\.json:$/m);
  });

  test('a client that starts programs only gets the bridge, once that was seen to connect', async () => {
    const tried = await hintsOf({}, 'claude-desktop', { replayed: ['mcp-remote'] });
    assert.match(tried.hints.client?.text ?? '', /"mcp-remote"/);
    const untried = await hintsOf({}, 'claude-desktop');
    assert.equal(untried.hints.client, null);
    assert.match(untried.hints.notes.join(), /mcp-remote, .* was not seen to reach this server/);
    const refused = await hintsOf({ notification: { status: 500 } }, 'claude-desktop', {
      replayed: ['mcp-remote'],
    });
    assert.equal(refused.hints.client, null);
    assert.match(refused.hints.notes.join(), /mcp-remote, .* does not reach this server/);
  });

  test('the old transport, and a client that has no word for it: no entry that would not work', async () => {
    const { hints } = await hintsOf({ transport: 'http+sse' }, 'codex');
    assert.equal(hints.client, null);
    assert.match(hints.notes.join(), /Codex has no word for the old HTTP\+SSE transport/);
    const gemini = await hintsOf({ transport: 'http+sse' }, 'gemini');
    assert.deepEqual(gemini.hints.client?.entry, { type: 'sse', url: gemini.url });
    assert.equal(gemini.hints.client?.command, null);
  });

  test('a server that asks for credentials gets them beside other headers', async () => {
    const { hints } = await hintsOf({ auth: {} }, 'gemini');
    assert.match(hints.client?.text ?? '', /"Authorization": "Bearer \$\{MCP_TOKEN\}"/);
  });
});
