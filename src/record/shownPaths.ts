import { homedir } from 'node:os';
import { withoutTokensInNames } from '../secrets/mask.js';
import type { StoredRun } from './stored.js';

/** The same run with its files named as others may read them: `~` for the user's own folder, no token in a name. */
export function withShownPaths({ recordings, configuration }: StoredRun, home = homedir()): StoredRun {
  const shown = (path: string): string =>
    withoutTokensInNames(home.length > 1 ? path.replaceAll(home, '~') : path);
  return {
    configuration: configuration === null ? null : { ...configuration, file: shown(configuration.file) },
    recordings: recordings.map((recording) => {
      const { target, problem } = recording;
      const { source } = target;
      return {
        ...recording,
        target: source === null ? target : { ...target, source: { ...source, file: shown(source.file) } },
        problem: problem?.where == null ? problem : { ...problem, where: shown(problem.where) },
      };
    }),
  };
}
