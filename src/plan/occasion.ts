import type { ClientStep, Occasion } from '../model.js';

/** On which occasion a step lets configured headers in. */
export function occasionOf(name: ClientStep['name']): Occasion {
  switch (name) {
    case 'preflight':
    case 'preflight-again':
    case 'discover':
    case 'initialize':
    case 'get':
    case 'delete':
      return name;
    case 'old-hello':
      return 'initialize';
    case 'fallback':
    case 'old-stream':
    case 'head':
      return 'get';
    case 'initialized':
    case 'listen':
    case 'ping':
    case 'tools/list':
    case 'prompts/list':
    case 'resources/list':
    case 'resources/templates/list':
      return 'post';
  }
}
