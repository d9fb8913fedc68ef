import type { Asked, Bridge, ClientProfile } from '../model.js';

/** What is asked of a server, and which clients are replayed at it. */
export interface Asking {
  asked: Asked;
  /** `thorough`: also those that open two streams; `named`: that one in any case. */
  clients: { profiles: ClientProfile[]; thorough: boolean; named?: string | null };
}

/**
 * An entry that starts a bridge is not reached by its client: the bridge is what must connect, in the client's
 * place. That the entry starts it is reason enough to replay it, however many streams it opens.
 */
export function throughBridge(
  { asked, clients }: Asking,
  bridge: Bridge | null,
  bridgeFor: (bridge: Bridge) => ClientProfile | null,
): Asking {
  const profile = bridge === null ? null : bridgeFor(bridge);
  if (profile === null) return { asked, clients };
  const own = clients.profiles.find(({ id }) => id === asked.yours)?.client;
  const others = clients.profiles.filter(({ id, client }) => id !== profile.id && client !== own);
  const profiles = [profile, ...others];
  return {
    asked: { ...asked, clients: profiles.map(({ id }) => id), yours: profile.id },
    clients: { ...clients, profiles, named: profile.id },
  };
}
