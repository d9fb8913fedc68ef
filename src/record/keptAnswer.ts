import type { Exchange, FlowPlan } from '../model.js';
import type { WireAnswer } from '../net/wire.js';
import { isOfTwoUsers } from '../plan/isolation.js';
import { redactAnswer } from './answer.js';
import { hashedLists } from './hashedLists.js';
import type { Redactor } from './redact.js';

/** What a recording keeps of an answer to a step of that plan. */
export function keptAnswer(plan: FlowPlan, answer: WireAnswer, redactor: Redactor): Exchange['outcome'] {
  const kept = redactAnswer(answer, redactor);
  return isOfTwoUsers(plan) ? hashedLists(kept) : kept;
}
