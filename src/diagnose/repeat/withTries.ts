import type { Diagnosis, RepeatReport } from '../../model.js';
import { say } from '../../say.js';
import { adviceOn, stepsFor } from './advice.js';

/** A server that is got into, but not each time: the diagnosis says so, from one place. */
export function withTries(diagnosis: Diagnosis | null, repeat: RepeatReport | null): Diagnosis | null {
  if (diagnosis === null || repeat === null || repeat.failed === 0) return diagnosis;
  const { connected, failed, sentence, because, client } = repeat;
  const { level } = diagnosis.confidence;
  const reference = client === 'the reference client';
  const tries = connected + failed;
  if (diagnosis.class === 'health') {
    return {
      ...diagnosis,
      title: reference
        ? say('correct-clients-at-times', { connected, tries })
        : say('client-at-times', { client, connected, tries }),
      detail: sentence,
      blame: blameOf(repeat),
      confidence: { level, because: because === null ? [] : [because] },
      do: adviceOn(repeat),
    };
  }
  // What kept one client out did not keep out all of them.
  if (diagnosis.class !== 'cause' || diagnosis.layer === 'limit' || connected === 0) return diagnosis;
  const steps = stepsFor(repeat);
  const explained = steps.length === 0 ? {} : { blame: blameOf(repeat), alsoInvolved: [], do: steps };
  return {
    ...diagnosis,
    ...explained,
    title: reference
      ? say('correct-client-only-at-times', { connected, tries })
      : say('client-only-at-times', { client, connected, tries }),
    detail: `${sentence}. ${diagnosis.title}.`,
    confidence: { level, because: because === null ? diagnosis.confidence.because : [because] },
  };
}

/** What a GET changes for the next client, no network does. */
function blameOf({ groups }: RepeatReport): Diagnosis['blame'] {
  const byGet = groups.every(({ apart }) => apart.some(({ what }) => what === 'get'));
  return byGet ? ['server'] : ['server', 'network'];
}
