/** A path as a reference: relative ones stay so, and are read from the root of the repository; those of Windows, too. */
export function uriOf(path: string): string {
  const [, drive = ''] = /^([a-z]:)[\\/]/i.exec(path) ?? [];
  const rest = path.slice(drive.length).replaceAll('\\', '/').replace(/^\.\//, '');
  const parts = rest.split('/').map(encodeURIComponent).join('/');
  if (drive !== '') return `file:///${drive}${parts}`;
  // `\\host\share`: the host comes with its two slashes.
  if (rest.startsWith('//')) return `file:${parts}`;
  return rest.startsWith('/') ? `file://${parts}` : parts;
}
