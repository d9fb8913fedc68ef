/** The port of a URL, or of what is like one: that of its scheme where it names none. */
export function portOf({ protocol, port = '' }: { protocol: string; port?: string | null }): number {
  return Number(port || (protocol === 'https:' ? 443 : 80));
}
