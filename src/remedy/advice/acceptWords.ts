import type { ClientProfile } from '../../model.js';
import { versionWords } from '../../plan/profiles.js';

/**
 * What a configured `Accept` does, as it was recorded: for most clients nothing, but some let it take the place of
 * their own, or do not start. Versions of which that was not recorded are not counted.
 */
export function acceptWords(profiles: readonly ClientProfile[]): string {
  const known = profiles.filter((profile) => fateOf(profile) !== null);
  const of = (fate: Fate): ClientProfile[] => known.filter((profile) => fateOf(profile) === fate);
  const [kept, replaced, refused] = [of('kept'), of('replaced'), of('refused')];
  if (kept.length === 0) return 'MCP clients send both types by themselves: leave Accept out of "headers".';
  const all = `${versionsIn(kept)} of ${versionsIn(known)} recorded client versions send both types whatever is configured (Claude Code, VS Code, Codex, Gemini CLI, ...): adding Accept to "headers" neither causes nor cures a 406 for them.`;
  return [
    all,
    ...(replaced.length > 0
      ? [`In ${named(replaced)} it takes the place of the client's own, and one type alone is then refused.`]
      : []),
    ...(refused.length > 0 ? [`With it ${named(refused)} does not start.`] : []),
  ].join(' ');
}

type Fate = 'kept' | 'replaced' | 'refused';

/** Null where it was not recorded, or the client has no way to configure one. */
function fateOf({ configured, refuses = [], assumed = [], legacy }: ClientProfile): Fate | null {
  if (refuses.includes('accept')) return 'refused';
  if (assumed.includes('configured')) return null;
  const occasion = legacy.some(({ name }) => name === 'initialize') ? 'initialize' : 'discover';
  const merging = configured['accept']?.[occasion] ?? configured['accept']?.post;
  if (merging === undefined) return null;
  return merging === 'replaced' ? 'replaced' : 'kept';
}

function versionsIn(profiles: readonly ClientProfile[]): number {
  return profiles.reduce((sum, { recorded }) => sum + recorded.length, 0);
}

/** `mcp-go (Go) 0.32.0, 1.2.1 and later`. */
function named(profiles: readonly ClientProfile[]): string {
  const titles = [...new Set(profiles.map(({ title }) => title))];
  return titles
    .map((title) => {
      const versions = profiles.filter((profile) => profile.title === title).map(versionWords);
      return `${title} ${versions.join(', ')}`;
    })
    .join('; ');
}
