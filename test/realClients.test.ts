import { describe } from 'node:test';
import { meet } from './clientsAtServers.js';
import { clients } from './recording.js';

describe(
  'real clients at real servers: who connects, and where the others give up',
  {
    concurrency: 3,
  },
  () => meet(clients.filter(({ program }) => !program)),
);
