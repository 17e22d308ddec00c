import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import type { PairwiseLabel } from '../pairwise-label';
import { writeProtocol } from '../protocol/write-protocol';
import { numberedRequests, type RaterTraits, rateSession } from '../testing/simulated-rater';
import { labelQuality, modelPreference } from './label-quality';

const PAIRS = 300;

/** A taste that depends on the plan alone. */
const taste = (planId: string) => createRandom(1).fork(planId).next();

function session(rater: string, traits: Partial<RaterTraits>, seed = 7): PairwiseLabel[] {
  const protocol = writeProtocol({
    requests: numberedRequests(40, 8),
    rater,
    purpose: 'training',
    length: PAIRS,
    seed,
    calibration: [],
    ranker: null,
  });
  return rateSession(protocol, { taste, errorRate: 0.15, ...traits }, createRandom(11).fork(rater));
}

describe('quality of labels from a rater whose ways are known', () => {
  it("finds the repeat consistency that the rater's mistakes leave", () => {
    const errorRate = 0.15;
    const expected = (1 - errorRate) ** 2 + errorRate ** 2;
    const { consistency } = labelQuality(session('Kim', { errorRate }), createRandom(1));
    expect(consistency).toHaveLength(1);
    const [low, high] = consistency[0].interval95;
    expect(consistency[0].repeats).toBe(53);
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
  });

  it('finds no bias where there is none', () => {
    const { position, loudness, agreement, gate } = labelQuality(
      session('Kim', {}),
      createRandom(1),
    );
    expect(position.interval95[0]).toBeLessThan(0.5);
    expect(position.interval95[1]).toBeGreaterThan(0.5);
    expect(position.isFlagged).toBe(false);
    expect(loudness.isFlagged).toBe(false);
    expect(agreement).toBeNull();
    expect(gate.isPassed).toBe(true);
    expect(gate.sentence).toContain('one rater');
  });

  it('flags a preference for what is shown first and gives its size', () => {
    const biasToA = 0.3;
    const { position } = labelQuality(session('Kim', { biasToA }), createRandom(1));
    const expected = biasToA + (1 - biasToA) * 0.5;
    expect(position.isFlagged).toBe(true);
    expect(position.interval95[0]).toBeLessThan(expected);
    expect(position.interval95[1]).toBeGreaterThan(expected);
  });

  it('flags a preference for the louder one', () => {
    const { loudness } = labelQuality(session('Kim', { biasToLoud: 0.4 }), createRandom(1));
    expect(loudness.isFlagged).toBe(true);
    expect(loudness.interval95![0]).toBeGreaterThan(0);
  });

  it('finds the kappa of two raters with the same taste and known mistakes', () => {
    const errorRate = 0.15;
    const labels = [...session('Kim', { errorRate }), ...session('Lou', { errorRate })];
    const { agreement, gate } = labelQuality(labels, createRandom(1));
    // Both right or both wrong; the two answers are about equally frequent, so chance agrees by half.
    const expected = 2 * ((1 - errorRate) ** 2 + errorRate ** 2) - 1;
    expect(agreement!.measure).toBe('cohen-kappa');
    expect(agreement!.interval95![0]).toBeLessThan(expected);
    expect(agreement!.interval95![1]).toBeGreaterThan(expected);
    expect(gate.isPassed).toBe(true);
    expect(agreement!.disagreements.length).toBeGreaterThan(20);
  });

  it('holds training back where three raters have nothing in common', () => {
    const labels = ['Kim', 'Lou', 'Max'].flatMap((rater) => session(rater, { errorRate: 0.5 }));
    const { agreement, gate } = labelQuality(labels, createRandom(1));
    expect(agreement!.measure).toBe('krippendorff-alpha');
    expect(agreement!.interval95![0]).toBeLessThan(0);
    expect(agreement!.interval95![1]).toBeGreaterThan(0);
    expect(gate.isPassed).toBe(false);
    expect(gate.sentence).toContain('disagreements');
  });

  it('ranks families by the pairs they won', () => {
    const likes = (planId: string) => Number(planId.endsWith('-0') || planId.endsWith('-4'));
    const { familyStrengths } = labelQuality(session('Kim', { taste: likes }), createRandom(1));
    const best = [...familyStrengths].sort((x, y) => y[1] - x[1])[0][0];
    expect(best).toBe('family-0');
  });

  it('sets the model against the baseline', () => {
    const protocol = writeProtocol({
      requests: numberedRequests(200, 2).map((request) => ({
        ...request,
        contest: { model: request.candidates[0], baseline: request.candidates[1] },
      })),
      rater: 'Kim',
      purpose: 'model-vs-baseline',
      length: 200,
      seed: 1,
      calibration: [],
      ranker: { version: 'm1', predict: () => 0.5 },
    });
    const likesModel = (planId: string) => Number(planId.endsWith('-0'));
    const labels = rateSession(
      protocol,
      { taste: likesModel, errorRate: 0.2 },
      createRandom(3),
    ).filter(({ kind }) => kind === 'fresh');
    const { share, interval95, verdict, decided } = modelPreference(labels);
    expect(decided).toBe(165);
    expect(share!).toBeCloseTo(0.8, 1);
    expect(interval95[0]).toBeGreaterThan(0.65);
    expect(verdict).toBe('reached');
    const { modelStrengths } = labelQuality(labels, createRandom(1));
    // Four wins in five are a strength four times as large.
    const ratio = modelStrengths.get('m1')! / modelStrengths.get('baseline')!;
    expect(ratio).toBeGreaterThan(2.5);
    expect(ratio).toBeLessThan(6);
  });

  it('says nothing of no labels', () => {
    const quality = labelQuality([], createRandom(1));
    expect(quality.medianSecondsPerPair).toBeNull();
    expect(quality.position.shareOfA).toBeNull();
    expect(quality.position.isFlagged).toBe(false);
    expect(quality.loudness.correlation).toBeNull();
    expect(quality.model.verdict).toBe('unknown');
  });
});
