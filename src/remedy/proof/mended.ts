import type { ConfigFile, FixedServer, ProposedEdit, Refusal } from '../../model.js';
import { say } from '../../say.js';
import { dropped, inWords } from '../../targets/config/refusals.js';
import type { Edit } from '../edits/edits.js';

export interface Mended {
  servers: FixedServer[];
  edits: ProposedEdit[];
  /** Those that are made, in the order of the servers. */
  made: Edit[];
}

/**
 * What was proved of each server holds where its client reads the file at all. What stands between the values
 * and keeps it from that is taken out; what stands in an entry and was not mended keeps every server out.
 *
 * @param mended the servers, each as if the rest of the file were well
 */
export function readAtAll(file: ConfigFile, mended: Mended): Mended {
  const { refusals, format } = file;
  const [first] = refusals;
  if (first === undefined) return mended;
  const between = refusals.filter(({ kind }) => kind === 'comment' || kind === 'trailing-comma');
  const stays = refusals.find((refusal) => !between.includes(refusal) && !isMended(refusal, mended.made));
  const servers = mended.servers.map((server) => {
    if (server.skipped !== null) return server;
    if (stays === undefined) return { ...server, before: false };
    return { ...server, before: false, after: false, because: dropped(format, inWords(stays)) };
  });
  if (between.length === 0) return { ...mended, servers };
  const connects = servers.some(({ after }) => after === true);
  const edits = between.map(({ kind, place: { line, column } }): ProposedEdit => {
    const comment = kind === 'comment';
    return {
      rule: comment ? 'comment-not-read' : 'trailing-comma',
      server: '',
      line,
      column,
      what: say(comment ? 'edit-comment' : 'edit-comma'),
      changes: [],
      outcome: connects ? 'proved' : 'not-proved',
      because: connects
        ? say('connects-without', { dropped: dropped(format, inWords(first)), client: format.title })
        : say('none-seen-without', { dropped: dropped(format, inWords(first)) }),
      made: true,
    };
  });
  return { servers, edits: [...edits, ...mended.edits], made: [...mended.made, { plain: true }] };
}

/** Some edit changes what stands there. */
function isMended({ path }: Refusal, made: readonly Edit[]): boolean {
  return made.some((edit) => !('plain' in edit) && JSON.stringify(edit.path) === JSON.stringify(path));
}
