// What is started by others than a person: GitHub's runner, and pre-commit.
export { lintAll } from './lintAll.js';
export { runAction } from './run.js';
