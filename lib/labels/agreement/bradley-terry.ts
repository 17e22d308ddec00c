/** Strengths of items from the pairs they won. */

export interface PairOutcome {
  winner: string;
  loser: string;
  /** 1 for a win; a tie counts as half a win for each. */
  weight: number;
}

export interface BradleyTerryOptions {
  /**
   * Wins and losses added to every item against an average one, so that an item that never lost keeps
   * a finite strength; 0 for maximum likelihood.
   */
  priorWins?: number;
}

const MAX_ROUNDS = 10_000;
const CONVERGED = 1e-10;

/**
 * @returns strengths with mean 1: P(i beats j) = s_i / (s_i + s_j). Null where the outcomes leave them
 *   undetermined (some items never lost to, or never won against, the rest) and there is no prior
 * Source: Bradley and Terry 1952; minorisation-maximisation by Hunter 2004.
 */
export function bradleyTerry(
  outcomes: readonly PairOutcome[],
  { priorWins = 0 }: BradleyTerryOptions = {},
): Map<string, number> | null {
  const names = [...new Set(outcomes.flatMap(({ winner, loser }) => [winner, loser]))].sort();
  if (names.length === 0) return new Map();
  const index = new Map(names.map((name, i) => [name, i]));
  const wins = names.map(() => new Array<number>(names.length).fill(0));
  for (const { winner, loser, weight } of outcomes) {
    wins[index.get(winner)!][index.get(loser)!] += weight;
  }
  if (priorWins === 0 && !isStronglyConnected(wins)) return null;
  const won = wins.map((row) => row.reduce((sum, count) => sum + count, 0) + priorWins);
  let strengths = names.map(() => 1);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = strengths.map((own, i) => {
      let opposition = (2 * priorWins) / (own + 1);
      strengths.forEach((other, j) => {
        const games = wins[i][j] + wins[j][i];
        if (games > 0) opposition += games / (own + other);
      });
      return won[i] / opposition;
    });
    const scale = priorWins > 0 ? 1 : names.length / next.reduce((sum, value) => sum + value, 0);
    const scaled = next.map((value) => value * scale);
    const change = Math.max(...scaled.map((value, i) => Math.abs(value - strengths[i])));
    strengths = scaled;
    if (change < CONVERGED) break;
  }
  const scale = names.length / strengths.reduce((sum, value) => sum + value, 0);
  return new Map(names.map((name, i) => [name, strengths[i] * scale]));
}

/** Whether from every item a chain of wins leads to every other. */
function isStronglyConnected(wins: readonly (readonly number[])[]): boolean {
  const reaches = (edge: (from: number, to: number) => boolean) => {
    const seen = new Set([0]);
    const queue = [0];
    for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
      for (let to = 0; to < wins.length; to++) {
        if (!seen.has(to) && edge(from, to)) {
          seen.add(to);
          queue.push(to);
        }
      }
    }
    return seen.size === wins.length;
  };
  return reaches((i, j) => wins[i][j] > 0) && reaches((i, j) => wins[j][i] > 0);
}
