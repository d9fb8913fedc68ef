/**
 * Loaded with `--import` into a server that runs as a child (see `launch` in host.mjs). It changes
 * nothing about that server: it tells the parent the port that the system picked, and ends the child
 * when the parent is gone.
 */
import diagnostics from 'node:diagnostics_channel';

diagnostics.subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => {
  process.send?.({ port: server.address().port });
});
process.on('disconnect', () => process.exit());
