// How long all built-in rules take on the recording in this file, for the first time in this process.
// Prints the milliseconds, and how many rules and exchanges there were.
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
console.log(JSON.stringify({ ms, rules: rules.length, exchanges }));
