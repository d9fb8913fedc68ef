import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';

/** It listens, and never comes to take what is waiting: its thread sleeps. */
const LISTENING = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({ ...workerData.at, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(workerData.lock, 0, 0));
});`;

/** More than fit into the queue of a port that takes none (listen(2)); the kernel drops what comes after. */
const FILLING = 4;

/** A port that completes no connection any more, as a path that drops packets. */
export async function silentPort(test: TestContext, host: string, port: number): Promise<void> {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(LISTENING, { eval: true, workerData: { at: { host, port }, lock } });
  await once(worker, 'message');
  const waiting: Socket[] = [];
  test.after(async () => {
    for (const socket of waiting) socket.destroy();
    Atomics.notify(lock, 0);
    await worker.terminate();
  });
  for (let nth = 0; nth < FILLING; nth += 1) {
    const socket = connect({ host, port });
    socket.on('error', () => {});
    waiting.push(socket);
  }
  // Whatever fits is there at once on loopback.
  await once(waiting[0] ?? worker, 'connect');
}
