import type { FailingSettings, RawAnswer } from './persona.js';
import { integer, oneOf, optional, orNull, type Read, record, required } from './shape.js';
import type { Ask, World } from './world.js';

export function readFailing(answer: Read<RawAnswer>): Read<FailingSettings> {
  const word = oneOf('reset', 'hang');
  return record<FailingSettings>({
    counts: required(oneOf('requests', 'hellos')),
    every: optional(orNull(integer(2)), null),
    after: optional(orNull(integer(0)), null),
    first: optional(orNull(integer(1)), null),
    nth: optional(orNull(integer(1)), null),
    answer: optional(
      (value, at) => (typeof value === 'string' ? word(value, at) : answer(value, at)),
      'reset',
    ),
  });
}

/** What this request gets in place of an answer, by its number; null: it is served. */
export function failureFor(world: World, ask: Ask): FailingSettings['answer'] | null {
  const { failing } = world.persona;
  if (failing === null) return null;
  const hello = ask.body.kind === 'single' && ask.body.message.method === 'initialize';
  if (failing.counts === 'hellos' && !hello) return null;
  world.counted += 1;
  const { every, after, first, nth, answer } = failing;
  const fails =
    (every !== null && world.counted % every === 0) ||
    (after !== null && world.counted > after) ||
    (first !== null && world.counted <= first) ||
    world.counted === nth;
  return fails ? answer : null;
}
