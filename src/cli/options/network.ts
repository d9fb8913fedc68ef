import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Resolution } from '../../model.js';
import { resolutionOf } from '../../targets/route.js';

/** How connections are made. */
export function addNetwork(command: Command): Command {
  return addWay(command).option(
    '--insecure',
    'do not check the certificate, and send no credentials then; said twice: send them all the same',
    (_text: string, before: number) => before + 1,
    0,
  );
}

/** The same, without what would prove nothing of a client: it checks certificates. */
export function addWay(command: Command): Command {
  return command
    .option('--proxy <url>', 'the forward proxy, in place of HTTPS_PROXY and HTTP_PROXY; none: without any')
    .option('--ca <file>', 'trust this authority too (PEM), as NODE_EXTRA_CA_CERTS does for a client')
    .option(
      '--resolve <host:port:address>',
      'where a name leads, several addresses with commas between (repeatable)',
      resolutions,
      [],
    )
    .addOption(new Option('--family <n>', 'only IPv4 or only IPv6').choices(['4', '6']));
}

function resolutions(text: string, before: Resolution[]): Resolution[] {
  const one = resolutionOf(text);
  if (one !== null) return [...before, one];
  throw new InvalidArgumentError('It must be like example.com:443:127.0.0.1, with a name and addresses.');
}
