import { describe, expect, it } from 'vitest';
import { otherSide } from '@/lib/music/stem-names';
import { makePlans } from '@/lib/plan/make-plans';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import { RUBRIC_WEIGHTS } from '../rubric/rubric';
import { extractFeatures, FeatureFailure } from './extract-features';
import { FEATURES, featuresUpTo } from './feature-table';
import { featureManifest, manifestHash, projectVector, tierOfManifest } from './manifest';
import type { TasteContext } from './plan-facts';

const songs = {
  a: {
    title: 'Lithium',
    artist: '',
    analysis: sketchAnalysis({ tempoBpm: 118, key: { tonic: 'A', mode: 'minor' } }),
  },
  b: {
    title: 'Sodium',
    artist: '',
    analysis: sketchAnalysis({ tempoBpm: 124, key: { tonic: 'E', mode: 'minor' } }),
  },
};
const { candidates, intent } = makePlans({ songs, prompt: 'a slow build', seed: 3 });

function contextOf(plan: RemixPlan): TasteContext {
  return {
    vocal: songs[plan.vocalSong].analysis,
    instrumental: songs[otherSide(plan.vocalSong)].analysis,
    intent,
  };
}

function value(plan: RemixPlan, name: string): number {
  const index = FEATURES.findIndex((feature) => feature.name === name);
  return extractFeatures(plan, contextOf(plan), 2).values[index];
}

describe('the table of features', () => {
  it('names each once, says what it means, and begins with the lower tiers', () => {
    const names = FEATURES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const tiers = FEATURES.map(({ tier }) => tier);
    expect(tiers).toEqual([...tiers].sort());
    for (const { name, meaning, source, range } of FEATURES) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(meaning.length).toBeGreaterThan(10);
      expect(source).not.toBe('');
      expect(range[0]).toBeLessThan(range[1]);
    }
  });

  it('has 20 to 30 features of the plan, the rubric beside them, and over 80 in all', () => {
    const own = featuresUpTo(1).filter(({ group }) => group !== 'rubric');
    expect(own.length).toBeGreaterThanOrEqual(20);
    expect(own.length).toBeLessThanOrEqual(30);
    expect(FEATURES.length).toBeGreaterThanOrEqual(80);
  });

  it('weighs the rubric by the published weights', () => {
    const sum = Object.values(RUBRIC_WEIGHTS).reduce((total, weight) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 12);
  });
});

describe('manifests', () => {
  it('change their hash with any name, version or order', () => {
    const { features, hash } = featureManifest(1);
    expect(manifestHash(features)).toBe(hash);
    const raised = features.map((one, i) => (i === 3 ? { ...one, version: one.version + 1 } : one));
    expect(manifestHash(raised)).not.toBe(hash);
    expect(manifestHash([...features].reverse())).not.toBe(hash);
    expect(tierOfManifest(hash)).toBe(1);
    expect(tierOfManifest(manifestHash(raised))).toBeNull();
  });

  it('let a vector serve a lower tier, never a higher one or another version', () => {
    const [plan] = candidates;
    const vector = extractFeatures(plan, contextOf(plan), 2);
    const low = extractFeatures(plan, contextOf(plan), 1);
    expect(projectVector(vector, 1)).toEqual(low.values);
    expect(() => projectVector(low, 2)).toThrow(/another version/);
    expect(() => projectVector({ ...vector, manifest: '0'.repeat(16) }, 1)).toThrow(/another/);
  });
});

describe('features of a plan', () => {
  it('are finite, within their range and the same every time', () => {
    for (const plan of candidates) {
      const { values } = extractFeatures(plan, contextOf(plan), 2);
      values.forEach((one, i) => {
        const [low, high] = FEATURES[i].range;
        expect(one, FEATURES[i].name).toBeGreaterThanOrEqual(Math.fround(low));
        expect(one, FEATURES[i].name).toBeLessThanOrEqual(Math.fround(high));
      });
      expect(extractFeatures(plan, contextOf(plan), 2).values).toEqual(values);
    }
  });

  it('see what is done to a plan', () => {
    const plan = candidates[0];
    const moved = structuredClone(plan);
    moved.sections[2].startBeat += 4;
    expect(value(moved, 'phrase-boundary-hits')).toBeLessThan(value(plan, 'phrase-boundary-hits'));
    const flat = structuredClone(plan);
    for (const section of flat.sections) section.energyStart = section.energyEnd = 0.6;
    expect(value(flat, 'arc-correlation')).toBe(0);
    expect(value(flat, 'contrast-before-peak')).toBeLessThanOrEqual(
      value(plan, 'contrast-before-peak'),
    );
    const shifted = { ...plan, key: { ...plan.key, vocalSemitones: 4 } };
    expect(value(shifted, 'pitch-shift')).toBe(4);
    const swung = { ...plan, tempo: { ...plan.tempo, vocalSwing: { from: 0.64, to: 0.58 } } };
    expect(value(swung, 'swing-difference')).toBeCloseTo(0.08, 5);
    const buried = structuredClone(plan);
    for (const { stems } of buried.sections) if (stems.vocals) stems.vocals.gainDb = -24;
    expect(value(buried, 'masking-duty')).toBeGreaterThan(value(plan, 'masking-duty'));
    expect(value(buried, 'rubric-vocal-intelligibility')).toBeLessThan(
      value(plan, 'rubric-vocal-intelligibility'),
    );
  });

  it('fail by name where an analysis holds no number', () => {
    const plan = candidates[0];
    const context = contextOf(plan);
    const key = { ...context.vocal.key, confidence: Number.NaN };
    const broken = { ...context, vocal: { ...context.vocal, key } };
    expect(() => extractFeatures(plan, broken, 1)).toThrow(FeatureFailure);
  });
});
