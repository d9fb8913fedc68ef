import advice from '../rules/words/advice.json' with { type: 'json' };
import diagnose from '../rules/words/diagnose.json' with { type: 'json' };
import logs from '../rules/words/logs.json' with { type: 'json' };
import proof from '../rules/words/proof.json' with { type: 'json' };
import repeat from '../rules/words/repeat.json' with { type: 'json' };
import run from '../rules/words/run.json' with { type: 'json' };
import targets from '../rules/words/targets.json' with { type: 'json' };

/** Every sentence that a person reads and that stands in no rule, diagnosis or outcome: a file for each room. */
const SENTENCES = { ...run, ...targets, ...diagnose, ...repeat, ...advice, ...proof, ...logs };

export type SentenceId = keyof typeof SENTENCES;

/** The sentence of that name in `rules/words/`, with its places filled. */
export function say(id: SentenceId, places: Readonly<Record<string, string | number>> = {}): string {
  return SENTENCES[id].replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
}
