import { describe, expect, it } from 'vitest';
import { monoSignal } from '@/lib/audio/mono-signal';
import { generateNonMusic, type NonMusicKind } from '@/lib/demo/non-music';
import { keyConfidence, withSecondOpinion } from './key-confidence';
import { estimateKey } from './key-estimation';
import type { KeyEstimate } from './song-analysis';
import { harmonicSignal, measureHarmony } from './song-harmony';

const CLEAR = { fit: 0.9, margin: 0.3, agreement: 1, tuningClarity: 0.6 };

describe('keyConfidence', () => {
  it('is high where all speaks for the key and falls with each thing that does not', () => {
    expect(keyConfidence(CLEAR)).toBeGreaterThan(0.95);
    for (const doubt of [
      { fit: 0.5 },
      { margin: 0.01 },
      { agreement: 0.2 },
      { tuningClarity: 0.1 },
    ]) {
      expect(keyConfidence({ ...CLEAR, ...doubt })).toBeLessThan(keyConfidence(CLEAR));
    }
    expect(
      keyConfidence({ fit: 0.57, margin: 0.01, agreement: 0.2, tuningClarity: 0.5 }),
    ).toBeLessThan(0.5);
  });

  it.each(['speech', 'eight-bit-noise'] as const)(
    'is low in %s, whatever stems it is taken for',
    (kind: NonMusicKind) => {
      const sound = harmonicSignal(monoSignal(generateNonMusic({ kind, seed: 77, seconds: 6 })));
      expect(estimateKey(measureHarmony(sound, sound, 0), []).confidence).toBeLessThan(0.3);
    },
  );
});

describe('withSecondOpinion', () => {
  const key: KeyEstimate = {
    tonic: 'G',
    mode: 'minor',
    camelot: '6A',
    confidence: 0.7,
    tuningCents: 0,
  };

  it('is surer where another ear agrees, less where it does not, the same where it is silent', () => {
    const { tonic, mode } = key;
    expect(withSecondOpinion(key, { tonic, mode }).confidence).toBeGreaterThan(0.72);
    expect(withSecondOpinion(key, { tonic: 'C', mode }).confidence).toBeLessThan(0.6);
    expect(withSecondOpinion(key, null)).toEqual({ ...key, secondOpinion: null });
  });
});
