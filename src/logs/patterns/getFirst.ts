import type { LogPattern } from '../../model.js';
import { say } from '../../say.js';
import { Recent } from '../recent.js';
import { isRequest, requestOf, type Seen, Tally, type Watch } from '../tally.js';

/** Health checks of balancers and platforms, by how they begin. */
const CHECKS =
  /^(?:kube-probe|ELB-HealthChecker|GoogleHC|Consul|curl|Wget|Uptime|Pingdom|Prometheus|HAProxy)/i;

/** GET before any POST of the same client: an old transport, a browser, or a health check. */
export class GetFirst implements Watch {
  readonly #gets = new Tally();
  readonly #posted = new Recent<true>();
  #checks = 0;

  see(seen: Seen): void {
    if (!isRequest(seen) || seen.oauth) return;
    const { method, status, agent } = requestOf(seen);
    if (method === 'POST' && this.#posted.get(seen.key) === undefined) this.#posted.set(seen.key, true);
    if (method !== 'GET' || this.#posted.get(seen.key) !== undefined || status < 400) return;
    this.#gets.add(seen);
    if (agent !== null && CHECKS.test(agent)) this.#checks += 1;
  }

  found(): LogPattern | null {
    const { count } = this.#gets;
    if (count === 0) return null;
    const isCheck = this.#checks * 2 > count;
    return {
      id: 'get-before-post',
      title: isCheck ? checkWords(count) : say('log-get-first', { count }),
      severity: isCheck ? 'note' : 'warning',
      ...this.#gets.facts(),
      fault: ['client'],
      do: isCheck ? [say('log-mend-check')] : [say('log-old-client'), say('log-browser')],
    };
  }
}

function checkWords(count: number): string {
  return count === 1 ? say('log-check-once') : say('log-check', { count });
}
