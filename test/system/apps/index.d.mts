/** The types of index.mjs, for tests in TypeScript. */
export interface Entry {
  url: string;
  headers: [string, string][];
}

export interface App {
  name: string;
  profile: string;
  look(entries: readonly Entry[]): Promise<boolean[]>;
}

export declare const apps: readonly App[];
