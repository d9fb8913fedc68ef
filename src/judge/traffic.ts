import type {
  Json,
  ObservedConversation,
  ObservedMessage,
  TrafficObservation,
  TrafficRule,
  TrafficVerdict,
} from '../model.js';
import type { Compiled } from './engine.js';
import { fill } from './message.js';

/** Every rule about clients on everything that it concerns. Pure. */
export function judgeTraffic(
  rules: readonly Compiled<TrafficRule>[],
  observation: TrafficObservation,
): TrafficVerdict[] {
  return rules.flatMap(({ rule, when, expect }) =>
    subjectsOf(rule, observation)
      .filter(({ era }) => rule.eras.includes(era))
      .map((it) => {
        const data = { it };
        const outcome = !when(data) ? 'skipped' : expect(data) ? 'passed' : 'failed';
        const words = (text: string): string =>
          outcome === 'failed' ? fill(text, data as unknown as Json) : '';
        return { rule, it, outcome, because: words(rule.message), expected: words(rule.expected) };
      }),
  );
}

function subjectsOf(
  { subject }: TrafficRule,
  { messages, conversations }: TrafficObservation,
): readonly (ObservedMessage | ObservedConversation)[] {
  switch (subject) {
    case 'message':
      return messages;
    case 'conversation':
      return conversations;
  }
}
