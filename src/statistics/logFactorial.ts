const known: number[] = [0];

/** The natural logarithm of n!, exact to double precision. @param n a whole number, 0 or more */
export function logFactorial(n: number): number {
  for (let at = known.length; at <= n; at += 1) known.push((known[at - 1] ?? 0) + Math.log(at));
  return known[n] ?? 0;
}

/** The natural logarithm of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
