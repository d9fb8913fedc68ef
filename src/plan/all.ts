import type { ControlSeen, Era, FlowPlan, Known, Shape } from '../model.js';
import { STAGES } from './stages.js';

/** Every flow that some run could send to a server of this shape, in both eras. */
export function planAll(shape: Shape): FlowPlan[] {
  const flows = servers(shape).flatMap((known) => STAGES.flatMap((stage) => stage.flows(known)));
  // A server that works comes first: what is sent to one that refuses is named alike, and shorter.
  return [...new Map(flows.reverse().map((flow) => [flow.id, flow])).values()].reverse();
}

function servers({ stateful, oneSession }: Shape): Known[] {
  const asked = { depth: 'thorough', era: 'auto', burst: 10, secondUser: true } as const;
  const legacy = seen(true, stateful);
  const refused: ControlSeen = { ...seen(false, false), failedAt: 'initialize', status: 405 };
  const failedChecks = ['legacy/control-again', 'modern/control-again', 'legacy/after-discover'];
  const base = { asked, credentials: true, ...WELL, failedChecks };
  const eras: Record<Era, Known> = {
    legacy: {
      ...base,
      control: { legacy, modern: null },
      second: { served: !oneSession, session: stateful },
      discover: 'other',
    },
    modern: {
      ...base,
      control: { legacy: refused, modern: seen(true, false) },
      second: null,
      discover: 'modern',
    },
  };
  const neither: Known = {
    ...base,
    control: { legacy: refused, modern: null },
    second: null,
    discover: 'other',
  };
  const onlyOne: Known = {
    ...eras.legacy,
    control: { legacy: seen(true, true), modern: null },
    second: { served: false, session: false },
  };
  return [eras.legacy, eras.modern, neither, onlyOne];
}

/** Nothing failed that would be asked again: that has the same name. */
export const WELL = { boreTwo: { legacy: true, modern: true }, answers: true };

/** A control that worked, or did not. */
export function seen(works: boolean, session: boolean): ControlSeen {
  return { hello: works, works, failedAt: null, status: null, session };
}
