import { plainAnswer, whole } from './answers.js';
import type { Behaviour, Received } from './server.js';

export const SESSION = 'hostile-session-0123456789';

/** A server with one kind of session, that leaves the requests of `hangs` without an answer. */
export function stateful(hangs: (request: Received) => boolean): Behaviour {
  return (socket, request) => {
    if (hangs(request)) return;
    if (request.method === 'DELETE') socket.write(whole('200 OK', 'text/plain', ''));
    else if (request.body.includes('"initialize"')) {
      socket.write(plainAnswer(request).replace('\r\n', `\r\nMcp-Session-Id: ${SESSION}\r\n`));
    } else socket.write(plainAnswer(request));
  };
}

/** Answers that come, but after so many milliseconds each. */
export function slowly(ms: number, behaviour: Behaviour): Behaviour {
  return (socket, request) => {
    const timer = setTimeout(() => behaviour(socket, request), ms);
    socket.on('close', () => clearTimeout(timer));
  };
}
