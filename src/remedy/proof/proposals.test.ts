import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { builtinConfigRules } from '../../judge/builtin.js';
import { lintConfig } from '../../judge/configLint.js';
import { observeConfig } from '../../observe/config.js';
import { loadProfiles } from '../../plan/loadProfiles.js';
import { newestOf } from '../../plan/profiles.js';
import { readConfig } from '../../targets/config/entries.js';
import { loadFormats } from '../../targets/config/formats.js';
import { lintProposals } from './proposals.js';

const formats = await loadFormats();
const codex = newestOf(await loadProfiles(), 'codex');

/** What is proposed for each server of a file of Codex. */
async function proposed(text: string): Promise<string[][]> {
  const file = await readConfig({ path: '.codex/config.toml', text, env: {} }, formats);
  const observation = observeConfig(file, { profile: codex, inContainer: false });
  const findings = lintConfig(await builtinConfigRules(), observation, 'recommended', '.mcp.json');
  return file.entries.map((entry) =>
    lintProposals(file, entry, { findings, keys: observation.keys, env: {} }).map(
      ({ server, line, what }) => `${line} ${server}: ${what}`,
    ),
  );
}

describe('what lint found is proposed for the entry in which it stands', () => {
  const a = '[mcp_servers.a]\nurl = "http://h/mcp"\n';
  const b = '[mcp_servers.b]\nurl = "http://h/mcp"\n';
  const pinned = '"MCP-Protocol-Version" = "2025-06-18"\n';

  it('in a table below its own, wherever in the file that stands', async () => {
    const ofA = [['6 a: remove the header MCP-Protocol-Version'], []];
    assert.deepEqual(await proposed(`${a}${b}[mcp_servers.a.http_headers]\n${pinned}`), ofA);
    const first = `[mcp_servers.a.http_headers]\n${pinned}${a}${b}`;
    assert.deepEqual(await proposed(first), [['2 a: remove the header MCP-Protocol-Version'], []]);
  });

  it('under dotted keys', async () => {
    assert.deepEqual(await proposed(`${b}${a}http_headers.${pinned}`), [
      [],
      ['5 a: remove the header MCP-Protocol-Version'],
    ]);
  });
});
