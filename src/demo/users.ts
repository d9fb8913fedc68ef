import { tools } from './methods.js';
import type { SecondUser, User } from './persona.js';
import type { Outcome, RpcMessage } from './rpc.js';
import type { Session } from './sessions.js';
import type { Ask, World } from './world.js';

/** Two requests within this are under way at once, for a server that answers by id (`equal-ids`). */
const AT_ONCE_MS = 100;

/** Whose credentials a request carries. */
export function userOf({ persona }: World, ask: Ask): User {
  const token = persona.auth?.second?.token;
  return token !== undefined && ask.header('authorization')?.endsWith(` ${token}`) ? 'second' : 'first';
}

/** Whether the session of a request is closed to its user (auth.second). */
export function isOfAnother(world: World, ask: Ask, session: Session): boolean {
  return world.persona.auth?.second?.leak === 'none' && session.user !== userOf(world, ask);
}

/** The list of whoever the server takes for the one who asks; null where there is one user, or another method. */
export function ownList(
  world: World,
  ask: Ask,
  message: RpcMessage,
  session: Session | null,
): Outcome | null {
  const second = world.persona.auth?.second ?? null;
  if (second === null || message.method !== 'tools/list') return null;
  const user = takenFor(second, world, ask, message, session);
  const name = second.differs === 'tools' ? `of_the_${user}_user` : 'own';
  const own = { name, description: `Only of the ${user} user.`, inputSchema: { type: 'object' } };
  return { result: { tools: [...tools, own] } };
}

function takenFor(
  { leak }: SecondUser,
  world: World,
  ask: Ask,
  { id, method }: RpcMessage,
  session: Session | null,
): User {
  const user = userOf(world, ask);
  switch (leak) {
    case 'none':
    case 'served':
      return user;
    case 'session':
      return session?.user ?? user;
    case 'equal-ids':
    case 'cached': {
      const key = `${method} ${JSON.stringify(id)}`;
      const known = world.askedBy.get(key);
      const now = performance.now();
      const counts = known !== undefined && (leak === 'cached' || now - known.at < AT_ONCE_MS);
      if (!counts) world.askedBy.set(key, { user, at: now });
      return counts ? known.user : user;
    }
  }
}
