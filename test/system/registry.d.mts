/** The types of registry.mjs, for tests in TypeScript. */
export declare function installed(spec: string): Promise<string>;
