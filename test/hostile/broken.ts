import { head, plainAnswer, plainMcp, rpcAnswer, whole } from './answers.js';
import type { Behaviour } from './server.js';

/** Takes the request and says nothing, for ever. */
export function silent(): Behaviour {
  return () => {};
}

/** Takes the request and hangs up. */
export function hangsUp(): Behaviour {
  return (socket) => void socket.end();
}

/** Announces a body and hangs up in the middle of it. */
export function cutJson(): Behaviour {
  return (socket, request) => {
    const body = rpcAnswer(request);
    socket.end(
      head('200 OK', 'Content-Type: application/json', `Content-Length: ${body.length}`) + body.slice(0, 20),
    );
  };
}

/** Hangs up in the middle of an event, its chunk announced and not complete. */
export function cutSse(): Behaviour {
  return (socket, request) => {
    const event = `event: message\ndata: ${rpcAnswer(request)}\n\n`;
    const lines = ['Content-Type: text/event-stream', 'Transfer-Encoding: chunked'];
    socket.end(`${head('200 OK', ...lines)}${event.length.toString(16)}\r\n${event.slice(0, 30)}`);
  };
}

/** Answers on a stream, and hangs up as soon as the answer is out, without the chunk that ends it. */
export function cutAfterAnswer(): Behaviour {
  return (socket, request) => {
    const answer = plainAnswer(request);
    if (!answer.startsWith('HTTP/1.1 200')) socket.write(answer);
    else {
      const event = `event: message\ndata: ${rpcAnswer(request)}\n\n`;
      const lines = ['Content-Type: text/event-stream', 'Transfer-Encoding: chunked'];
      socket.end(`${head('200 OK', ...lines)}${event.length.toString(16)}\r\n${event}\r\n`);
    }
  };
}

/** A valid answer that announces so many bytes too many, or too few; the connection stays open. */
export function wrongLength(difference: number): Behaviour {
  return (socket, request) => {
    const longer = (_whole: string, length: string): string =>
      `Content-Length: ${Number(length) + difference}`;
    socket.write(plainAnswer(request).replace(/Content-Length: ([1-9]\d*)/, longer));
  };
}

/** A valid answer but for two bytes that no UTF-8 text can have. */
export function invalidUtf8(): Behaviour {
  return (socket, request) => {
    socket.write(plainAnswer(request).replace('hostile', 'hosti\u00ff\u00fe'), 'latin1');
  };
}

/** Bytes that are no HTTP at all. */
export function garbage(): Behaviour {
  return (socket) => void socket.write('\x00\x01\x02 220 mail.example.com ESMTP \x1b[31mred\r\n\r\n');
}

/** A valid answer with so many more header lines. */
export function manyHeaders(count: number): Behaviour {
  const lines = Array.from({ length: count }, (_, index) => `X-Filler-${index}: ${index}`);
  return (socket, request) => void socket.write(withLines(plainAnswer(request), lines));
}

/** A valid answer with one more header, of so many bytes. */
export function longHeader(bytes: number): Behaviour {
  const line = `X-Filler: ${'x'.repeat(bytes)}`;
  return (socket, request) => void socket.write(withLines(plainAnswer(request), [line]));
}

function withLines(answer: string, lines: string[]): string {
  return answer.replace('\r\n', `\r\n${lines.map((line) => `${line}\r\n`).join('')}`);
}

/** The login page of something else, or a web site. */
export function htmlPage(): Behaviour {
  return (socket) => void socket.write(whole('200 OK', 'text/html', '<!doctype html><title>Welcome</title>'));
}

export function noContent(): Behaviour {
  return (socket) => void socket.write(head('204 No Content'));
}

/** What comes before the answer comes alone first, and is no answer. */
export function interimFirst(...statuses: string[]): Behaviour {
  return (socket, request) => {
    for (const status of statuses) socket.write(head(status, 'Link: </style.css>; rel=preload'));
    plainMcp(socket, request);
  };
}

/** Wants to speak something else although nobody asked. */
export function switchesProtocols(): Behaviour {
  return (socket) =>
    void socket.write(head('101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'));
}

/** Sends everyone to this address. */
export function redirectTo(location: string, status = '307 Temporary Redirect'): Behaviour {
  return (socket) => void socket.write(head(status, `Location: ${location}`, 'Content-Length: 0'));
}

/** Sends everyone back to where they came from. */
export function redirectLoop(): Behaviour {
  return (socket, request) => redirectTo(request.path)(socket, request);
}
