/**
 * Why one row scores higher than another: what each feature contributes to the difference, exactly.
 *
 * The contribution is the Shapley value of the game in which a coalition of features has its values from
 * the one row and the rest from the other: the contributions sum to the difference of the scores, a
 * feature that is equal in both gets nothing, and no sampling is involved. A tree is walked once: where
 * both rows take the same branch it is followed; where they part, the walk goes both ways and remembers
 * which row's feature the way needs. A leaf that needs `a` features of the one row and `b` of the other
 * gives each of the former value/a and each of the latter -value/b, divided by C(a+b, a).
 *
 * Source: S. Lundberg et al., "From local explanations to global understanding with explainable AI for
 * trees", Nature Machine Intelligence 2020 (interventional tree SHAP with one reference); M. Sundararajan,
 * A. Najmi, "The many Shapley values for model explanation", ICML 2020 (baseline Shapley).
 */
import { type ScoreModel, type TreeEnsemble, takesYes } from './tree-ensemble';

/** Which row's value a way through the tree needs. */
const NEITHER = 0;
const ONE = 1;
const OTHER = 2;

/** Contribution of each feature to `score(one) - score(other)`. */
export function attributeDifference(
  { ensemble, linearWeights }: ScoreModel,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): Float64Array {
  const contributions = new Float64Array(ensemble.featureCount);
  const walk = new TreeWalk(ensemble, one, other, contributions);
  for (const root of ensemble.roots) walk.visit(root);
  if (linearWeights) {
    for (let i = 0; i < linearWeights.length; i++) {
      contributions[i] += linearWeights[i] * (one[i] - other[i]);
    }
  }
  return contributions;
}

class TreeWalk {
  private readonly needed: Uint8Array;
  private readonly ones: number[] = [];
  private readonly others: number[] = [];

  constructor(
    private readonly ensemble: TreeEnsemble,
    private readonly one: ArrayLike<number>,
    private readonly other: ArrayLike<number>,
    private readonly contributions: Float64Array,
  ) {
    this.needed = new Uint8Array(ensemble.featureCount);
  }

  visit(node: number): void {
    const { ensemble, needed } = this;
    const feature = ensemble.feature[node];
    if (feature < 0) {
      this.leave(ensemble.value[node]);
      return;
    }
    const next = (row: ArrayLike<number>) =>
      takesYes(ensemble, node, row[feature]) ? ensemble.yes[node] : ensemble.no[node];
    const [nextOne, nextOther] = [next(this.one), next(this.other)];
    if (nextOne === nextOther || needed[feature] === ONE) this.visit(nextOne);
    else if (needed[feature] === OTHER) this.visit(nextOther);
    else this.part(feature, nextOne, nextOther);
  }

  /** Both ways, each remembering whose value it needs. */
  private part(feature: number, nextOne: number, nextOther: number): void {
    this.needed[feature] = ONE;
    this.ones.push(feature);
    this.visit(nextOne);
    this.ones.pop();
    this.needed[feature] = OTHER;
    this.others.push(feature);
    this.visit(nextOther);
    this.others.pop();
    this.needed[feature] = NEITHER;
  }

  private leave(value: number): void {
    const [a, b] = [this.ones.length, this.others.length];
    if (value === 0 || a + b === 0) return;
    const share = value / binomial(a + b, a);
    for (const feature of this.ones) this.contributions[feature] += share / a;
    for (const feature of this.others) this.contributions[feature] -= share / b;
  }
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}
