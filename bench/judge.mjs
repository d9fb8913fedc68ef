// How long all built-in rules take on the recording in this file, for the first time in this process.
// Prints the milliseconds, those of one set of rules and of eight once all is
// compiled, and how many rules and exchanges there were.
import { readFileSync } from 'node:fs';
import { builtinRules } from '../build/src/judge/builtin.js';
import { judge } from '../build/src/judge/engine.js';
import { observe } from '../build/src/observe/observe.js';

const recording = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const rules = await builtinRules();
const began = performance.now();
judge(rules, observe(recording));
const ms = performance.now() - began;
const exchanges = recording.flows.flatMap((flow) => flow.exchanges).length;
const eight = Array.from({ length: 8 }, () => rules).flat();
console.log(
  JSON.stringify({ ms, warmMs: warm(rules), eightMs: warm(eight), rules: rules.length, exchanges }),
);

/** The median of some runs, once all is compiled. */
function warm(some) {
  const seen = observe(recording);
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    judge(some, seen);
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[4];
}
