import { join } from 'node:path';
import { loadPersona } from '../src/demo/personas.js';
import { startServer } from '../src/demo/server.js';
import { packageRoot } from '../src/packageRoot.js';
import { patienceWith, probeUrl } from './probing.js';

for (const name of (process.env['P'] ?? '').split(',')) {
  const persona = await loadPersona(join(packageRoot, 'fixtures', 'servers'), name);
  const server = await startServer(persona);
  const r = await probeUrl(
    server.url,
    { timeoutMs: patienceWith(persona) },
    { token: persona.auth?.token ?? null },
  );
  for (const f of r.flows)
    console.log(
      f.id,
      f.ended,
      f.reason,
      f.exchanges
        .map(
          (x) =>
            `${x.seq}:${x.request.method} ${x.outcome.kind === 'answer' ? x.outcome.status : x.outcome.code} @${x.startedMs}+${x.outcome.kind === 'answer' ? x.outcome.totalMs : x.outcome.ms}`,
        )
        .join(' | '),
    );
  console.log(r.notSent);
  await server.close();
}
