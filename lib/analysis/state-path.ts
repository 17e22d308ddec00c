/** The sequence of states that explains a series of observations best, where every change costs something (Viterbi). */

/**
 * @param evidence by observation, how much speaks for each state, as logarithms up to a constant
 * @param changeCost in the same unit
 * @returns the state at each observation
 */
export function bestPath(evidence: readonly Float64Array[], changeCost: number): Int8Array {
  const path = new Int8Array(evidence.length);
  if (evidence.length === 0) return path;
  let scores = Float64Array.from(evidence[0]);
  const origins: Int8Array[] = [];
  for (let i = 1; i < evidence.length; i++) {
    const leader = indexOfBest(scores);
    const afterChange = scores[leader] - changeCost;
    const origin = new Int8Array(scores.length);
    const next = new Float64Array(scores.length);
    for (let state = 0; state < scores.length; state++) {
      const changes = afterChange > scores[state];
      origin[state] = changes ? leader : state;
      next[state] = (changes ? afterChange : scores[state]) + evidence[i][state];
    }
    origins.push(origin);
    scores = next;
  }
  let state = indexOfBest(scores);
  for (let i = path.length - 1; i >= 0; i--) {
    path[i] = state;
    if (i > 0) state = origins[i - 1][state];
  }
  return path;
}

function indexOfBest(scores: Float64Array): number {
  let best = 0;
  for (let state = 1; state < scores.length; state++)
    if (scores[state] > scores[best]) best = state;
  return best;
}
