import type { Acceptance, Accepted, OutdatedAcceptance } from '../../model.js';

/** What a user accepts, asked for one thing after another that was found. */
export interface Acceptor {
  /** Why it is accepted; null: it counts. @param names how a user may call what it was found in */
  acceptedAs(found: { id: string; rule: string }, names: readonly string[]): By | null;
  /** Once all was asked for. @param wasJudged only of what was looked at it can be said that it is gone */
  outdated(wasJudged: (target: string) => boolean): OutdatedAcceptance[];
}

type By = Pick<Accepted<never>, 'id' | 'rule' | 'reason' | 'expires'>;

/** @param today `2026-11-30`, the day that expiry is measured by */
export function acceptor(acceptances: readonly Acceptance[], today: string): Acceptor {
  const isOver = ({ expires }: Acceptance): boolean => expires !== null && expires < today;
  const current = acceptances.filter((one) => !isOver(one));
  const found = new Set<string>();
  return {
    acceptedAs({ id, rule }, names) {
      found.add(id);
      const by = current.find((one) =>
        one.id === null
          ? one.rule === rule && (one.target === null || names.includes(one.target))
          : one.id === id,
      );
      return by === undefined ? null : { id, rule, reason: by.reason, expires: by.expires };
    },
    outdated(wasJudged) {
      return acceptances.flatMap((one): OutdatedAcceptance[] => {
        const { id, place, expires, target } = one;
        if (place === null || id === null) return [];
        const isGone = !found.has(id) && target !== null && wasJudged(target);
        const why = isOver(one) ? 'expired' : isGone ? 'stale' : null;
        return why === null ? [] : [{ id, why, expires, place }];
      });
    },
  };
}
