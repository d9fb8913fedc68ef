import type { Diagnosis, RepeatReport } from '../../model.js';
import { adviceOn } from './advice.js';

/** A server that a correct client gets into, but not each time: health that says so, from one place. */
export function withTries(diagnosis: Diagnosis | null, repeat: RepeatReport | null): Diagnosis | null {
  if (diagnosis?.class !== 'health' || repeat === null || repeat.failed === 0) return diagnosis;
  const { connected, failed, sentence, because, client } = repeat;
  const who = client === 'the reference client' ? 'Correct clients connect' : `${client} connects`;
  return {
    ...diagnosis,
    title: `${who} in ${connected} of ${connected + failed} tries`,
    detail: sentence,
    blame: ['server', 'network'],
    confidence: { level: diagnosis.confidence.level, because: because === null ? [] : [because] },
    do: adviceOn(repeat),
  };
}
