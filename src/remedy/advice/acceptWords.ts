import type { ClientProfile } from '../../model.js';
import { oncePer } from '../../once.js';
import { versionWords } from '../../plan/profiles.js';
import { say } from '../../say.js';

/**
 * What a configured `Accept` does, as it was recorded: for most clients nothing, but some let it take the place of
 * their own, or do not start. Versions of which that was not recorded are not counted.
 */
export const acceptWords = oncePer((profiles: readonly ClientProfile[]): string => {
  const known = profiles.filter((profile) => fateOf(profile) !== null);
  const of = (fate: Fate): ClientProfile[] => known.filter((profile) => fateOf(profile) === fate);
  const [kept, replaced, refused] = [of('kept'), of('replaced'), of('refused')];
  if (kept.length === 0) return say('leave-accept-out');
  return [
    say('accept-changes-nothing', { kept: versionsIn(kept), known: versionsIn(known) }),
    ...(replaced.length > 0 ? [say('accept-replaces', { clients: named(replaced) })] : []),
    ...(refused.length > 0 ? [say('accept-stops', { clients: named(refused) })] : []),
  ].join(' ');
});

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
