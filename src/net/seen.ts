import { isIP, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { codeOf } from '../errors.js';
import type { AddressTrace, ThroughProxy, TlsTrace } from '../model.js';
import { tlsFailed, tlsSeen } from './tlsSeen.js';

/** The code of an attempt that was given up for the next address: it may be slow, or never come. */
export const LATE = 'LATE';

/** What is seen of connections while they come about: each address once, so that nobody has to try it again. */
export class Seen {
  readonly #addresses = new Map<string, AddressTrace>();
  #through: Pick<ThroughProxy, 'connect' | 'tls'> | null = null;
  readonly #alerts = new WeakMap<Socket, string>();

  /** In the order in which they came to an end. */
  get addresses(): AddressTrace[] {
    return [...this.#addresses.values()];
  }

  /** What TLS said when it ended a channel, by code; null: nothing. undici tells of the end alone. */
  alertOn(socket: Socket | null): string | null {
    return socket === null ? null : (this.#alerts.get(socket) ?? null);
  }

  /** Behind the proxy, of its first tunnel; null: none was asked for. */
  get through(): Pick<ThroughProxy, 'connect' | 'tls'> | null {
    return this.#through;
  }

  /** @param ms how long the proxy took to answer @param failure why it opened no tunnel */
  tunnel(failure: string | null, ms: number): void {
    this.#through ??= { connect: { failure, ms }, tls: null };
  }

  /** @param channel TLS with a server that has just been begun, through a tunnel */
  watchThrough(channel: Socket): void {
    const began = performance.now();
    const add = (tls: TlsTrace): void => {
      if (this.#through?.tls === null) this.#through = { ...this.#through, tls };
    };
    channel.prependOnceListener('secureConnect', () => {
      if (channel instanceof TLSSocket) add(tlsSeen(channel, since(began)));
    });
    channel.once('error', (error) => {
      this.#alert(channel, error);
      add(tlsFailed(codeOf(error), since(began)));
    });
  }

  /** @param socket that has just been told to connect */
  watch(socket: Socket): void {
    const began = new Map<string, number>();
    let open: { address: string; at: number } | null = null;
    socket.on('connectionAttempt', (address: string) => void began.set(address, performance.now()));
    // Whoever connects to several addresses in turn gives one up as late, and does not wait for what becomes of it.
    socket.on('connectionAttemptTimeout', (address: string) => {
      this.#add(address, LATE, since(began.get(address)));
    });
    socket.on('connectionAttemptFailed', (address: string, _port, _family, error: Error) => {
      this.#add(address, codeOf(error), since(began.get(address)));
    });
    socket.once('connect', () => {
      const { remoteAddress: address } = socket;
      if (address === undefined) return;
      open = { address, at: performance.now() };
      this.#add(address, null, since(began.get(address)));
    });
    // Before whoever waits for it: a channel that is not trusted is gone then.
    socket.prependOnceListener('secureConnect', () => {
      if (open !== null && socket instanceof TLSSocket)
        this.#tls(open.address, tlsSeen(socket, since(open.at)));
    });
    socket.once('error', (error) => {
      this.#alert(socket, error);
      if (open !== null && socket instanceof TLSSocket)
        this.#tls(open.address, tlsFailed(codeOf(error), since(open.at)));
      else for (const [address, at] of began) this.#add(address, codeOf(error), since(at));
    });
  }

  #alert(socket: Socket, error: Error): void {
    if (codeOf(error).startsWith('ERR_SSL_')) this.#alerts.set(socket, codeOf(error));
  }

  #add(address: string, failure: string | null, connectMs: number): void {
    if (this.#addresses.has(address)) return;
    const family = isIP(address) === 6 ? 6 : 4;
    this.#addresses.set(address, { address, family, failure, connectMs, hello: null, tls: null });
  }

  #tls(address: string, tls: NonNullable<AddressTrace['tls']>): void {
    const known = this.#addresses.get(address);
    if (known !== undefined && known.tls === null) this.#addresses.set(address, { ...known, tls });
  }
}

/** Milliseconds. */
export function since(began: number | undefined): number {
  return began === undefined ? 0 : Math.round((performance.now() - began) * 10) / 10;
}
