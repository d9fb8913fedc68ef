export type ProxyKind = 'nginx' | 'caddy' | 'haproxy';
export function lackingProxy(kind: ProxyKind): string | false;
export function startProxy(
  kind: ProxyKind,
  part: string,
  files?: Record<string, string>,
): Promise<{ port: number; close(): Promise<void> }>;
export function freePort(): Promise<number>;
