import { EXIT, UserError } from '../errors.js';
import { builtinDiagnoses, builtinRules } from '../judge/builtin.js';
import { renderBridge } from '../report/bridgePage.js';
import { renderExplanation, renderMeanings } from '../report/explanation.js';
import { viewOf } from '../report/view.js';
import type { Context } from './context.js';

/** `explain`: the page of a diagnosis, a status or an error code; without one, the table of all. Asks no server. */
export async function explain({ writer, process }: Context, what: string | undefined): Promise<number> {
  const view = viewOf(process.stdout, process.env);
  if (what === undefined) {
    await writer.out(renderMeanings(view));
    return EXIT.clean;
  }
  const bridge = renderBridge(what, view);
  if (bridge !== null) {
    await writer.out(bridge);
    return EXIT.clean;
  }
  const files = (await builtinDiagnoses()).map(({ file }) => file);
  const found = renderExplanation(what, files, view);
  if ('page' in found) {
    await writer.out(found.page);
    return EXIT.clean;
  }
  const isRule = (await builtinRules()).some(({ rule }) => rule.id === what);
  throw new UserError('nothing of that name is explained here', {
    found: what,
    whatToDo: isRule
      ? `it is a rule: mcp-accept rules ${what}`
      : found.near.length > 0
        ? `did you mean ${found.near.join(' or ')}?`
        : '`mcp-accept explain` lists the statuses and codes; a report names its diagnosis',
  });
}
