import { access } from 'node:fs/promises';

/** What Docker and Podman put into every container. */
const SIGNS = ['/.dockerenv', '/run/.containerenv'];

/** Whether this process runs in a container, where `localhost` is the container itself. */
export async function runsInContainer(): Promise<boolean> {
  const found = await Promise.all(
    SIGNS.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
