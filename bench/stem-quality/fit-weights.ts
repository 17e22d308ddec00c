/** Weights of the estimate of stem quality, fitted to cases whose truth is known. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { type QualitySigns, SIGN_NAMES } from '@/lib/stems/quality/quality-signs';
import { estimateQuality } from '@/lib/stems/quality/stem-quality';

const STEPS = 20_000;
const RATE = 0.5;
/** Keeps the weights of the signs small where there is little to tell them by. */
const DECAY = 1e-3;

/** Logistic regression by gradient descent, every stem counting alike. */
export function fitWeights(
  cases: readonly { stem: StemName; signs: QualitySigns; trueShare: number }[],
) {
  const byStem = Object.fromEntries(STEM_NAMES.map((stem) => [stem, 0])) as Record<
    StemName,
    number
  >;
  const bySign = Object.fromEntries(SIGN_NAMES.map((name) => [name, 0])) as Record<
    keyof QualitySigns,
    number
  >;
  for (let step = 0; step < STEPS; step++) {
    const stemSlopes = { vocals: 0, drums: 0, bass: 0, other: 0 };
    const signSlopes = SIGN_NAMES.map(() => 0);
    for (const { stem, signs, trueShare } of cases) {
      const error = (trueShare - estimateQuality(stem, signs, { byStem, bySign })) / cases.length;
      stemSlopes[stem] += error;
      SIGN_NAMES.forEach((name, i) => {
        signSlopes[i] += error * signs[name];
      });
    }
    for (const stem of STEM_NAMES) byStem[stem] += RATE * stemSlopes[stem];
    SIGN_NAMES.forEach((name, i) => {
      bySign[name] += RATE * (signSlopes[i] - DECAY * bySign[name]);
    });
  }
  return { byStem, bySign };
}
