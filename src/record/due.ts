import type { Flow, StepPlan } from '../model.js';
import { isSuccess } from './outcome.js';
import { workedOf } from './reading.js';

/** Whether a step's turn has come: its condition holds, and it did not work in an earlier round of its flow. */
export function isDue({ only }: StepPlan, index: number, { exchanges }: Flow, session: boolean): boolean {
  if (exchanges.some((exchange) => exchange.step === index && workedOf(exchange))) return false;
  switch (only) {
    case 'always':
      return true;
    case 'with-session':
      return session;
    case 'without-session':
      return !session;
    case 'session-ended':
      return exchanges.some((exchange) => exchange.request.method === 'DELETE' && isSuccess(exchange));
  }
}
