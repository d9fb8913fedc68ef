import pkg from '../package.json' with { type: 'json' };

/** What this tool calls itself, on the wire and in reports. */
export const TOOL = { name: pkg.name, version: pkg.version } as const;
