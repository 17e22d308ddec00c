import { describe, expect, it } from 'vitest';
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { createRandom } from '@/lib/base/random';
import type { BarCurves } from './bar-activity';
import { readMetre, readSlips } from './metre';

/** What is played: one character a sixteenth of the bar, `x` an onset. */
type Patterns = Partial<Record<keyof BarCurves, string>>;

const BACKBEAT: Patterns = {
  kick: 'x... .... ..x. ....',
  snare: '.... x... .... x...',
  hat: 'x.x. x.x. x.x. x.x.',
  bass: 'x... ...x ..x. ....',
  chords: 'x... .... x... ....',
  chordChange: 'x... .... .... ....',
  bassChange: 'x... .... .... ....',
};

const SECONDS = 60;

/** Onset curves of a band that repeats its bar from `startSeconds` on. */
function play(patterns: Patterns, beatSeconds: number, startSeconds: number): BarCurves {
  const random = createRandom(5);
  const voices = ['kick', 'snare', 'hat', 'bass', 'chords', 'chordChange', 'bassChange'] as const;
  const entries = voices.map((voice) => {
    const values = Float32Array.from(
      { length: SECONDS * FRAME_RATE_HZ },
      () => 0.02 * random.next(),
    );
    const steps = (patterns[voice] ?? '').replaceAll(' ', '');
    for (let step = 0; steps.length > 0; step++) {
      const frame = Math.round((startSeconds + (step * beatSeconds) / 4) * FRAME_RATE_HZ);
      if (frame >= values.length) break;
      if (steps[step % steps.length] === 'x') values[frame] = 1;
    }
    return [voice, { values, rateHz: FRAME_RATE_HZ, nearFrames: 2 }];
  });
  return Object.fromEntries(entries);
}

function pulses(periodSeconds: number, startSeconds: number): number[] {
  const times: number[] = [];
  for (let k = 0; startSeconds + k * periodSeconds < SECONDS; k++) {
    times.push(startSeconds + k * periodSeconds);
  }
  return times;
}

/** The first bar line from `startSeconds` on that the reading has. */
function barLine(metre: ReturnType<typeof readMetre>, startSeconds: number): number {
  const times = metre.best.downbeatIndices.map((index) => metre.best.beatsSeconds[index]);
  return times.find((time) => time > startSeconds - 0.05) ?? Number.NaN;
}

describe('readMetre', () => {
  it('counts a slow backbeat at its own tempo, though it was tracked at twice and at one and a half times', () => {
    const beat = 60 / 72;
    const curves = play(BACKBEAT, beat, 1);
    for (const factor of [1, 2, 1.5]) {
      const metre = readMetre(curves, pulses(beat / factor, 1), false);
      expect(metre.best.tempoFactor * factor).toBeCloseTo(1, 6);
      expect(metre.best.beatsPerBar).toBe(4);
      expect(barLine(metre, 1)).toBeCloseTo(1, 1);
    }
  });

  it('finds the bar line where the tracked pulses begin in the middle of a bar', () => {
    const beat = 60 / 96;
    const metre = readMetre(play(BACKBEAT, beat, 3 * beat), pulses(beat, 0), false);
    expect(barLine(metre, 3 * beat)).toBeCloseTo(3 * beat, 1);
    expect(metre.certainty.tempo).toBeGreaterThan(0.5);
  });

  it('counts three where the bars are of three beats', () => {
    const waltz: Patterns = {
      kick: 'x... .... ....',
      snare: '.... x... x...',
      hat: 'x.x. x.x. x.x.',
      bass: 'x... .... ....',
      chords: '.... x... x...',
      chordChange: 'x... .... ....',
      bassChange: 'x... .... ....',
    };
    const metre = readMetre(play(waltz, 0.6, 0.5), pulses(0.6, 0.5), false);
    expect(metre.best.beatsPerBar).toBe(3);
    expect(barLine(metre, 0.5)).toBeCloseTo(0.5, 1);
  });

  it('keeps the bar line where the tracker has lost half a beat', () => {
    const beat = 60 / 110;
    const lost = 20.5 * beat;
    const tracked = [
      ...pulses(beat, 0).filter((time) => time < lost - 0.01),
      ...pulses(beat, lost),
    ];
    const metre = readMetre(play(BACKBEAT, beat, 0), tracked, true);
    const late = metre.best.downbeatIndices.map((index) => metre.best.beatsSeconds[index] / beat);
    const bars = late.filter((position) => position > 30 && position < 90);
    expect(bars.length).toBeGreaterThan(10);
    for (const position of bars) {
      expect(Math.abs(position - 4 * Math.round(position / 4))).toBeLessThan(0.15);
    }
  });

  it('is not sure of bar lines where onsets fall anywhere', () => {
    const metre = readMetre(play({}, 0.5, 0), pulses(0.5, 0), false);
    expect(metre.certainty.downbeats).toBeLessThan(0.5);
    expect(metre.certainty.tempo).toBeLessThan(0.7);
  });
});

describe('readSlips', () => {
  const beat = 60 / 112;

  it('finds where a song pauses for half a beat more than whole ones', () => {
    const pause = 48 * beat;
    const [before, after] = [0, 2.5 * beat].map((start) => play(BACKBEAT, beat, start));
    for (const voice of Object.keys(before) as (keyof BarCurves)[]) {
      const values = before[voice]?.values;
      const from = Math.round(pause * FRAME_RATE_HZ) - 2;
      values?.set(after[voice]?.values.subarray(from) ?? [], from);
    }
    const metre = readMetre(before, pulses(beat, 0), false);
    const slipped = readSlips(before, metre);
    const gaps = slipped?.best.beatsSeconds.slice(1).map((time, i) => {
      return (time - (slipped?.best.beatsSeconds[i] ?? 0)) / beat;
    });
    expect(gaps?.filter((gap) => Math.abs(gap - 1) > 0.05)).toEqual([expect.closeTo(1.5, 5)]);
  });

  it('leaves a steady song as it is', () => {
    const curves = play(BACKBEAT, beat, 0);
    expect(readSlips(curves, readMetre(curves, pulses(beat, 0), false))).toBeNull();
  });
});
