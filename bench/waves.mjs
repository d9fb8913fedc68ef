// What a recording holds, as a script would send it again.

/** Header lines that the client writes by itself. */
const OWN = new Set(['host', 'connection', 'content-length']);

/**
 * The requests of a recording in waves: what is in one wave was under way at the same time.
 * @param recording of a server that takes so long to answer that the start of a wave shows
 */
export function wavesOf({ flows }) {
  const exchanges = flows.flatMap((flow) => flow.exchanges).sort((a, b) => a.seq - b.seq);
  const waves = [];
  let end = 0;
  for (const { request, startedMs, outcome } of exchanges) {
    if (startedMs >= end) {
      waves.push([]);
      end = startedMs + outcome.totalMs / 2;
    }
    waves.at(-1).push({
      method: request.method,
      headers: request.headers.filter(([name]) => !OWN.has(name.toLowerCase())),
      body: request.body === null ? null : JSON.stringify(request.body),
    });
  }
  return waves;
}
