import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadRemedies } from '../../src/judge/remedies.js';
import type { Dialect, TargetReport } from '../../src/model.js';
import { packageRoot } from '../../src/packageRoot.js';
import { reportOn, rulesFor } from '../../src/run/judging.js';
import { holding } from '../holding.js';
import { probeUrl } from '../probing.js';
import type { Running } from '../servers/index.mjs';

const folder = join(packageRoot, 'test', 'system');
const open = (path: string) => import(pathToFileURL(join(folder, path)).href);
const { lackingProxy, startProxy }: typeof import('./proxies.mjs') = await open('proxies.mjs');
const { servers: foreign }: typeof import('./servers.mjs') = await open('servers.mjs');
const { servers: node }: typeof import('../servers/index.mjs') = await open('../servers/index.mjs');
const rules = await rulesFor(null);
const remedies = await loadRemedies();

type Kind = 'nginx' | 'caddy' | 'haproxy';
interface Case {
  fault: string;
  behind: () => Promise<Running>;
  /** The configuration that is at fault, and the one with what was printed in place of it. PORT is the server's. */
  faulty: string;
  mended: (printed: string) => string;
  diagnosis: string;
  remedy: string;
  /** The name by which the client calls it, if not the address. */
  name?: string;
}

const named = (name: string) => (): Promise<Running> =>
  [...node, ...foreign].find((server) => server.name === name)?.start() ?? assert.fail(name);
const sdk = named('sdk-stateless-sse');
const goSdk = named('go-sdk 1.8.0 stateless-json');

const HERE = 'proxy_pass http://127.0.0.1:PORT;';
const NGINX: Case[] = [
  {
    fault: 'by default an event stream that stays open is held back',
    behind: holding,
    faulty: `location / { ${HERE} }`,
    mended: (printed) => `location / { ${HERE} ${printed} }`,
    diagnosis: 'stream-held-by-proxy',
    remedy: 'unbuffered',
  },
  {
    fault: 'the same with gzip',
    behind: holding,
    faulty: `gzip on; gzip_types text/event-stream application/json; gzip_min_length 0; location / { ${HERE} }`,
    mended: (printed) =>
      `gzip on; gzip_types text/event-stream application/json; gzip_min_length 0; location / { ${HERE} ${printed} }`,
    diagnosis: 'stream-held-by-proxy',
    remedy: 'unbuffered',
  },
  {
    fault: 'Accept is rewritten',
    behind: sdk,
    faulty: `location / { ${HERE} proxy_set_header Accept application/json; }`,
    mended: (printed) => `location / { ${HERE} ${printed} }`,
    diagnosis: 'accept-lost-behind-proxy',
    remedy: 'pass-accept',
  },
  {
    fault: 'a location with a slash redirects what comes without',
    behind: sdk,
    faulty: `location /mcp/ { proxy_pass http://127.0.0.1:PORT/mcp; }`,
    mended: (printed) => `location /mcp/ { proxy_pass http://127.0.0.1:PORT/mcp; } ${printed}`,
    diagnosis: 'redirect-slash-by-proxy',
    remedy: 'exact-path',
  },
  {
    fault: 'limit_req leaves no room for a handshake',
    behind: sdk,
    faulty: `limit_req_zone $binary_remote_addr zone=mcp:1m rate=1r/m;\n---\nlocation / { ${HERE} limit_req zone=mcp; }`,
    mended: (printed) =>
      `limit_req_zone $binary_remote_addr zone=mcp:1m rate=1r/m;\n---\nlocation / { ${HERE} ${printed.replaceAll('ZONE', 'mcp')} }`,
    diagnosis: 'proxy-limit',
    remedy: 'room-for-a-handshake',
  },
  {
    fault: 'basic auth stands in front',
    behind: sdk,
    faulty: `auth_basic mcp; auth_basic_user_file FOLDER/users; location / { ${HERE} }`,
    mended: (printed) =>
      `auth_basic mcp; auth_basic_user_file FOLDER/users; location / { ${HERE} ${printed} }`,
    diagnosis: 'proxy-asks-for-a-password',
    remedy: 'no-password-in-front',
  },
  {
    fault: 'the default Host is the name of the upstream',
    behind: goSdk,
    faulty:
      'upstream mcp_backend { server 127.0.0.1:PORT; }\n---\nlocation / { proxy_pass http://mcp_backend; }',
    mended: (printed) =>
      `upstream mcp_backend { server 127.0.0.1:PORT; }\n---\nlocation / { proxy_pass http://mcp_backend; ${printed} }`,
    diagnosis: 'host-refused-behind-proxy',
    remedy: 'host-to-proxy',
  },
  {
    fault: '$host is a name that is not loopback',
    behind: goSdk,
    faulty: `location / { ${HERE} proxy_set_header Host $host; }`,
    mended: (printed) => `location / { ${HERE} ${printed} }`,
    diagnosis: 'host-refused-behind-proxy',
    remedy: 'host-to-proxy',
    name: 'mcp.example.com',
  },
];

const CADDY: Case[] = [
  {
    fault: 'the public Host is passed on',
    behind: goSdk,
    faulty: 'reverse_proxy 127.0.0.1:PORT',
    mended: (printed) => `reverse_proxy 127.0.0.1:PORT {\n${printed}\n}`,
    diagnosis: 'host-refused-behind-proxy',
    remedy: 'host-to-proxy',
    name: 'mcp.example.com',
  },
  {
    fault: 'Accept is rewritten',
    behind: sdk,
    faulty: 'reverse_proxy 127.0.0.1:PORT {\nheader_up Accept application/json\n}',
    mended: () => 'reverse_proxy 127.0.0.1:PORT',
    diagnosis: 'accept-lost-behind-proxy',
    remedy: 'pass-accept',
  },
];

const proxies: [Kind, Case[]][] = [
  ['nginx', NGINX],
  ['caddy', CADDY],
];

for (const [kind, cases] of proxies) {
  describe(`behind ${kind}: told as it is, blamed on the proxy, and gone with what was printed`, {
    skip: lackingProxy(kind),
  }, () => {
    for (const one of cases) {
      it(one.fault, { timeout: 60_000 }, async () => {
        const before = await through(kind, one, one.faulty);
        assert.equal(before.diagnosis?.id, one.diagnosis, before.diagnosis?.detail);
        assert.deepEqual(before.diagnosis?.blame, ['proxy']);
        const printed = remedies[one.remedy]?.dialects[kind];
        const steps = before.diagnosis?.do.map(({ step, code }) => ({ step, code: code?.text ?? null }));
        const said = steps?.find(({ step, code }) => step.startsWith(`${titles[kind]}: `) || code !== null);
        assert.ok(said && printed, JSON.stringify(steps));
        const after = await through(kind, one, one.mended(said.code ?? ''));
        assert.equal(after.diagnosis?.class, 'health', `${after.diagnosis?.id}: ${after.diagnosis?.detail}`);
      });
    }
  });
}

const titles: Record<Kind, string> = { nginx: 'nginx', caddy: 'Caddy', haproxy: 'HAProxy' };

describe('Accept completed by a proxy: who sends anything is served', () => {
  for (const [kind, part] of [
    ['nginx', (line: string) => `location / { ${HERE} ${line} }`],
    ['caddy', (line: string) => `reverse_proxy 127.0.0.1:PORT {\n${line}\n}`],
    ['haproxy', (line: string) => `${line}\n  server one 127.0.0.1:PORT`],
  ] as const) {
    it(kind, { skip: lackingProxy(kind), timeout: 60_000 }, async () => {
      const line = remedies['complete-accept']?.dialects[kind satisfies Dialect]?.code ?? assert.fail();
      const one = { behind: sdk };
      assert.equal((await through(kind, one, part(''))).stance.legacy, 'strict');
      const after = await through(kind, one, part(line));
      assert.equal(after.stance.legacy, 'ignoring');
      assert.equal(after.diagnosis?.class, 'health');
    });
  }
});

it('HAProxy rewrites Accept, which is told without its name, and not without that line', {
  skip: lackingProxy('haproxy'),
  timeout: 60_000,
}, async () => {
  assert.match(remedies['pass-accept']?.dialects.haproxy?.step ?? '', /http-request set-header Accept/);
  const server = 'server one 127.0.0.1:PORT';
  const rewritten = `http-request set-header Accept application/json\n  ${server}`;
  const before = await through('haproxy', { behind: sdk }, rewritten);
  assert.equal(before.diagnosis?.class, 'cause', before.diagnosis?.id);
  assert.equal(before.diagnosis?.layer, 'accept', before.diagnosis?.id);
  assert.ok(before.diagnosis?.blame.includes('proxy'), before.diagnosis?.blame.join());
  assert.equal((await through('haproxy', { behind: sdk }, server)).diagnosis?.class, 'health');
});

it('HAProxy passes the public Host on, which is refused, and not with the printed line', {
  skip: lackingProxy('haproxy'),
  timeout: 60_000,
}, async () => {
  const line = remedies['host-to-proxy']?.dialects.haproxy?.code ?? assert.fail();
  const one = { behind: goSdk, name: 'mcp.example.com' };
  const server = 'server one 127.0.0.1:PORT';
  assert.equal((await through('haproxy', one, server)).diagnosis?.id, 'host-refused');
  assert.equal((await through('haproxy', one, `${line}\n  ${server}`)).diagnosis?.class, 'health');
});

it('gzip of whole answers hurts nobody', {
  skip: lackingProxy('nginx'),
  timeout: 60_000,
}, async () => {
  const conf = `gzip on; gzip_types text/event-stream application/json; gzip_min_length 0; location / { ${HERE} }`;
  assert.equal((await through('nginx', { behind: sdk }, conf)).diagnosis?.class, 'health');
});

/** Starts a server and the proxy in front of it, and probes that. */
async function through(
  kind: Kind,
  { behind, name }: Pick<Case, 'behind' | 'name'>,
  conf: string,
): Promise<TargetReport> {
  const server = await behind();
  try {
    const part = conf.replaceAll('PORT', new URL(server.url).port);
    const proxy = await startProxy(kind, part, { users: 'user:{PLAIN}password\n' });
    try {
      const headers = name === undefined ? [] : [['Host', name] as const];
      const asked = { timeoutMs: 2000 };
      const settings = { target: { headers, configured: headers } };
      const recording = await probeUrl(`http://127.0.0.1:${proxy.port}/mcp`, asked, settings);
      const [target] = reportOn([recording], rules, { ruleset: 'recommended', failOn: 'error' }).targets;
      return target ?? assert.fail();
    } finally {
      await proxy.close();
    }
  } finally {
    await server.close();
  }
}
