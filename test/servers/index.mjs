/** Real servers that nobody here wrote, in the order in which truth.json lists them. */
import * as everything from './everything.mjs';
import * as fastmcp from './fastmcp.mjs';
import * as front401 from './front-401-first.mjs';
import * as front406 from './front-406-first.mjs';
import * as honoMcp from './hono-mcp.mjs';
import * as sdk112 from './sdk-1.12-stateful.mjs';
import * as sdkStateful from './sdk-stateful-sse.mjs';
import * as sdkStatelessJson from './sdk-stateless-json.mjs';
import * as sdkStatelessSse from './sdk-stateless-sse.mjs';
import * as v2Dual from './v2-dual.mjs';
import * as v2Legacy from './v2-legacy.mjs';
import * as v2ModernOnly from './v2-modern-only.mjs';

/** @type {{ name: string, token?: string, start: () => Promise<import('./host.mjs').Running> }[]} */
export const servers = [
  sdkStateful,
  sdkStatelessSse,
  sdkStatelessJson,
  sdk112,
  v2Legacy,
  v2ModernOnly,
  v2Dual,
  everything,
  fastmcp,
  honoMcp,
  front401,
  front406,
];
