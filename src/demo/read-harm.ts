import { type DefectSettings, FRAMINGS } from './defects.js';
import type { HarmSettings } from './harm.js';
import { flag, oneOf, optional, record } from './shape.js';

/** What must not be sent to a server, or it is no more. */
export const readHarm = record<HarmSettings>({
  refusedHelloDisables: optional(flag, false),
  secondGetKills: optional(flag, false),
  optionsKills: optional(flag, false),
  hangsOnOtherVerbs: optional(flag, false),
  malformedKills: optional(flag, false),
  hangsOnUnknownMethod: optional(flag, false),
  discoverDisables: optional(flag, false),
  deleteKills: optional(flag, false),
  getRefusesNextHello: optional(flag, false),
  sharedTransport: optional(flag, false),
});

/** What is wrong with answers that are otherwise right. */
export const readDefects = record<DefectSettings>({
  on: optional(oneOf('all', 'hello', 'tools/list'), 'all'),
  envelope: optional(oneOf('sound', 'wrong-id', 'id-as-text', 'result-and-error', 'no-jsonrpc'), 'sound'),
  framing: optional(oneOf(...FRAMINGS), 'sound'),
  sseHeaders: optional(oneOf('sound', 'no-x-accel-buffering', 'cacheable'), 'sound'),
  errors: optional(oneOf('json-rpc', 'html'), 'json-rpc'),
});
