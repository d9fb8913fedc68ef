import type { Era, FlowPlan, Shape } from '../model.js';
import { planAround } from './around.js';
import {
  planBurst,
  planCells,
  planControl,
  planControlAgain,
  planControlConfirm,
  planDetect,
  planEnd,
  planLegacySse,
  planSecondHello,
} from './cells.js';
import { planThorough } from './thorough.js';

/** Every flow that some run could send to a server of this shape, in both eras. */
export function planAll(shape: Shape): FlowPlan[] {
  const eras: Era[] = ['legacy', 'modern'];
  return [
    planDetect(),
    ...eras.flatMap((era) => [
      planControl(era),
      planSecondHello(era),
      ...planCells(era, { ...shape, credentials: true }),
      ...planAround(era, { ...shape, credentials: true }),
      ...planThorough(era, shape),
      planControlAgain(era, shape),
      planControlConfirm(era, shape),
      planBurst(era, shape, 10),
    ]),
    planEnd('legacy/both'),
    planLegacySse(),
  ];
}
