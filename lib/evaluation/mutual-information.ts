/** Mutual information of two labellings: plain, normalised, and adjusted for chance. */
import { type Contingency, entropyNats, isTrivial } from './contingency';

/** Mutual information in nats. */
export function mutualInformation({
  counts,
  referenceTotals,
  estimateTotals,
  frames,
}: Contingency): number {
  let information = 0;
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count === 0) return;
      const expected = Math.log(referenceTotals[i]) + Math.log(estimateTotals[j]);
      information += (count / frames) * (Math.log(count) + Math.log(frames) - expected);
    });
  });
  return information;
}

/** Mutual information as a share of the geometric mean of both entropies; 1 where both are trivial. */
export function normalisedMutualInformation(labels: Contingency): number {
  if (isTrivial(labels)) return 1;
  const entropies = entropyNats(labels.referenceTotals) * entropyNats(labels.estimateTotals);
  return mutualInformation(labels) / Math.max(Math.sqrt(entropies), 1e-10);
}

/**
 * Mutual information less its expectation under random labelling with the same counts, as a share of
 * the larger entropy less the same (Vinh, Epps and Bailey, JMLR 2010).
 */
export function adjustedMutualInformation(labels: Contingency): number {
  if (isTrivial(labels)) return 1;
  const expected = expectedMutualInformation(labels);
  const largest = Math.max(entropyNats(labels.referenceTotals), entropyNats(labels.estimateTotals));
  return (mutualInformation(labels) - expected) / (largest - expected);
}

/** Sum over the hypergeometric distribution of every cell. */
function expectedMutualInformation({
  referenceTotals,
  estimateTotals,
  frames: n,
}: Contingency): number {
  const logFactorial = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) logFactorial[k] = logFactorial[k - 1] + Math.log(k);
  let expected = 0;
  for (const a of referenceTotals) {
    for (const b of estimateTotals) {
      const fixed =
        logFactorial[a] +
        logFactorial[b] +
        logFactorial[n - a] +
        logFactorial[n - b] -
        logFactorial[n];
      for (let k = Math.max(1, a + b - n); k <= Math.min(a, b); k++) {
        const probability = Math.exp(
          fixed -
            logFactorial[k] -
            logFactorial[a - k] -
            logFactorial[b - k] -
            logFactorial[n - a - b + k],
        );
        expected += (k / n) * (Math.log(n * k) - Math.log(a * b)) * probability;
      }
    }
  }
  return expected;
}
