import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadProfiles } from '../../plan/loadProfiles.js';
import { acceptWords } from './acceptWords.js';

const profiles = await loadProfiles();
const only = (...ids: string[]) => profiles.filter(({ id }) => ids.includes(id));

test('that a configured Accept changes nothing is said of those of which it was recorded, and counted', () => {
  const words = acceptWords(only('claude-code@2.0.77', 'codex@0.169.0', 'wong2-mcp-cli@2.0.0'));
  const recorded = only('claude-code@2.0.77', 'codex@0.169.0').flatMap((profile) => profile.recorded);
  assert.match(words, new RegExp(`^${recorded.length} of ${recorded.length} recorded client versions`));
  assert.doesNotMatch(words, /takes the place|does not start/);
});

test('clients in which it takes the place of their own (mcp-go), or that do not start (rmcp), are named', () => {
  const words = acceptWords(only('codex@0.169.0', 'mcp-go@1.2.1', 'rmcp@3.9.0'));
  assert.match(words, /^1 of 3 recorded/);
  assert.match(words, /In mcp-go \(Go\) 1\.2\.1 and later it takes the place of the client's own/);
  assert.match(words, /With it rmcp \(MCP Rust SDK\) 3\.9\.0 and later does not start/);
});

test('where nothing is known of clients, no number is named', () => {
  assert.doesNotMatch(acceptWords([]), /\d/);
});
