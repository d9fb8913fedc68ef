import { ERAS } from '../../../eras.js';
import type { FleetReport } from '../../../model.js';
import { plural } from '../../../plural.js';

/** `1812 of 2000 servers connect, 160 do not, 28 could not be told`. */
export function headline({ targets, states, verdicts }: FleetReport): string {
  if (targets === 0) return 'No server was probed';
  const fine = verdicts.connects;
  const refused = verdicts.refused + verdicts.unreachable;
  return [
    `${fine} of ${plural(targets, 'server')} ${fine === 1 ? 'connects' : 'connect'}`,
    ...(refused === 0 ? [] : [`${refused} ${refused === 1 ? 'does' : 'do'} not`]),
    ...(verdicts.unclear === 0 ? [] : [`${verdicts.unclear} could not be told`]),
    ...(states.bad > refused ? [`${states.bad - refused} of those that connect fail a rule`] : []),
  ].join(', ');
}

/** `legacy: lenient 1200, strict 612; modern: strict 40`. */
export function stanceWords({ stances }: FleetReport): string {
  return ERAS.flatMap((era) => {
    const own = stances.filter((one) => one.era === era);
    return own.length === 0
      ? []
      : [`${era}: ${own.map(({ stance, targets }) => `${stance} ${targets}`).join(', ')}`];
  }).join('; ');
}

/** What keeps the numbers from being all there is, a line each. */
export function gaps({ repeated, unreadable, missing, resumed }: FleetReport): string[] {
  return [
    ...missing.map((what) => `missing: ${what}`),
    ...(unreadable.count === 0
      ? []
      : [
          `${plural(unreadable.count, 'line')} could not be read: ${listed(unreadable.first, unreadable.count, 3)}`,
        ]),
    ...(repeated === 0
      ? []
      : [
          `${plural(repeated, 'line names', 'lines name')} a target again; a "name" tells two of one URL apart`,
        ]),
    ...(resumed === 0 ? [] : [`${plural(resumed, 'result')} from before`]),
  ];
}

/** `a, b, c and 12 more`. */
export function listed(all: readonly string[], count: number, most: number): string {
  const shown = all.slice(0, most);
  const rest = count - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

/** The errors and warnings that most targets have: `sse-buffering-not-disabled 120, ...`. */
export function ruleWords({ rules }: FleetReport, most: number): string {
  const counted = rules.filter(({ severity }) => severity !== 'note');
  const shown = counted.slice(0, most).map(({ rule, targets }) => `${rule} ${targets}`);
  return [...shown, ...(counted.length > most ? [`and ${counted.length - most} more`] : [])].join(', ');
}
