import { describe, expect, it } from 'vitest';
import { createSilence, lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { generateNonMusic } from '@/lib/demo/non-music';
import { type Stems, stemSource } from '@/lib/stems/stems';
import { songAnalysisSchema } from './analysis-schema';
import { analyzeSong } from './analyze-song';
import { assertRemixable } from './assert-remixable';
import { barCurves } from './bar-activity';
import { type BeatGrid, computeBeatGrid } from './beat-grid';
import { measureBeatSignals } from './beat-signals';

/** A kick on every beat, a snare on 2 and 4, hats between, a bass note and a chord on each bar. */
function playSong(beatsSeconds: readonly number[], seconds: number) {
  const samples = Math.round(seconds * SAMPLE_RATE_HZ);
  const stems: Stems = {
    vocals: createSilence(samples),
    drums: createSilence(samples),
    bass: createSilence(samples),
    other: createSilence(samples),
  };
  const random = createRandom(7);
  const play = (pcm: Pcm, at: number, length: number, sound: (seconds: number) => number) => {
    const first = Math.ceil(at * SAMPLE_RATE_HZ);
    const last = Math.min(samples, Math.ceil((at + length) * SAMPLE_RATE_HZ));
    for (let i = first; i < last; i++) {
      const value = sound(i / SAMPLE_RATE_HZ - at);
      for (const channel of pcm.channels) channel[i] += value;
    }
  };
  const noise = () => random.next() - 0.5;
  beatsSeconds.forEach((at, beat) => {
    const next = beatsSeconds[beat + 1] ?? at + 0.5;
    play(
      stems.drums,
      at,
      0.2,
      (t) => 0.7 * Math.sin(300 * t + 50 * (1 - Math.exp(-30 * t))) * Math.exp(-15 * t),
    );
    if (beat % 2 === 1) play(stems.drums, at, 0.15, (t) => noise() * Math.exp(-20 * t));
    play(stems.drums, (at + next) / 2, 0.05, (t) => 0.3 * noise() * Math.exp(-60 * t));
    if (beat % 4 === 0) {
      const rootHz = [110, 87.31, 130.81, 98][Math.floor(beat / 4) % 4];
      const hold = 4 * (next - at);
      play(
        stems.bass,
        at,
        hold,
        (t) => 0.3 * Math.sin(Math.PI * rootHz * t) * Math.min(1, 100 * t),
      );
      for (const ratio of [1, 1.26, 1.5]) {
        play(
          stems.other,
          at,
          hold,
          (t) => 0.08 * Math.sin(4 * Math.PI * rootHz * ratio * t) * Math.min(1, 50 * t),
        );
      }
    }
  });
  const mix = createSilence(samples);
  for (const stem of Object.values(stems)) {
    for (const [side, channel] of stem.channels.entries()) {
      for (let i = 0; i < samples; i++) mix.channels[side][i] += channel[i];
    }
  }
  return { mix, stems };
}

/** The beats and nothing else, which is quicker than the whole analysis. */
async function gridOf({ mix, stems }: ReturnType<typeof playSong>): Promise<BeatGrid> {
  const signals = await measureBeatSignals(mix, stemSource(stems));
  return computeBeatGrid(signals, barCurves(signals));
}

function steadyBeats(tempoBpm: number, firstSeconds: number, untilSeconds: number): number[] {
  const beats: number[] = [];
  for (let k = 0; firstSeconds + (60 * k) / tempoBpm < untilSeconds; k++) {
    beats.push(firstSeconds + (60 * k) / tempoBpm);
  }
  return beats;
}

/** Distance from each true beat to the nearest found one, milliseconds, rising. */
function errorsMs(truth: readonly number[], found: readonly number[]): number[] {
  return truth
    .map((time) => 1000 * Math.min(...found.map((beat) => Math.abs(beat - time))))
    .sort((a, b) => a - b);
}

describe('analyzeSong', () => {
  it('puts every beat of a steady song within a millisecond and finds its first bar line', async () => {
    const truth = steadyBeats(124, 0.7, 17);
    const { mix, stems } = playSong(truth, 18);
    const analysis = await analyzeSong(mix, stems);
    expect(analysis.tempoBpm).toBeCloseTo(124, 3);
    expect(analysis.isGridConstant).toBe(true);
    expect(errorsMs(truth, analysis.beatsSeconds).at(-1)).toBeLessThan(1);
    expect(analysis.beatsPerBar).toBe(4);
    expect(errorsMs([truth[0], truth[4]], analysis.downbeatsSeconds).at(-1)).toBeLessThan(1);
    expect(songAnalysisSchema.safeParse(analysis).error).toBeUndefined();
    expect(() => assertRemixable(analysis, 'Rain')).not.toThrow();
  });

  it('follows a tempo that drifts by 2 % to a few milliseconds', async () => {
    const truth: number[] = [];
    for (let t = 0.3; t < 27; t += 60 / (100 * (1 + 0.02 * Math.sin((2 * Math.PI * t) / 20)))) {
      truth.push(t);
    }
    const grid = await gridOf(playSong(truth, 28));
    expect(grid.isConstant).toBe(false);
    const errors = errorsMs(truth, grid.beatsSeconds);
    expect(errors[Math.floor(0.95 * errors.length)]).toBeLessThan(4);
  });

  it('keeps to the beat behind a silence after which it falls elsewhere', async () => {
    const truth = [...steadyBeats(120, 0.2, 9), ...steadyBeats(120, 14.51, 23)];
    const grid = await gridOf(playSong(truth, 23));
    expect(grid.isConstant).toBe(false);
    const errors = errorsMs(truth, grid.beatsSeconds);
    expect(errors[Math.floor(0.9 * errors.length)]).toBeLessThan(15);
  });

  it('is not sure of one tempo in a mix of several, nor calls its grid constant', async () => {
    const truth = [
      ...steadyBeats(128, 0.1, 10),
      ...steadyBeats(112, 10.1, 20),
      ...steadyBeats(98, 20.2, 28),
    ];
    const grid = await gridOf(playSong(truth, 28));
    expect(grid.isConstant).toBe(false);
    expect(grid.confidence.tempo).toBeLessThan(0.6);
  });

  it('is sure of neither beat nor key in 8-bit noise', async () => {
    const noise = generateNonMusic({ kind: 'eight-bit-noise', seed: 3, seconds: 12 });
    const silence = createSilence(lengthSamples(noise));
    const stems = { vocals: silence, drums: noise, bass: silence, other: noise };
    const analysis = await analyzeSong(noise, stems);
    expect(() => assertRemixable(analysis, 'Rain')).toThrow(/No steady beat was found in "Rain"/);
    expect(analysis.key.confidence).toBeLessThan(0.3);
  });

  it('is sure of nothing where a few hits are all there is', async () => {
    const samples = 11 * SAMPLE_RATE_HZ;
    for (const hitsSeconds of [[4], [1.3, 2.1, 6.6, 7, 9.2]]) {
      const hits = createSilence(samples);
      for (const seconds of hitsSeconds) {
        const at = Math.round(seconds * SAMPLE_RATE_HZ);
        for (const channel of hits.channels) {
          for (let i = 0; i < 3000; i++)
            channel[at + i] = 0.5 * (i % 2 ? 1 : -1) * Math.exp(-i / 600);
        }
      }
      const silence = createSilence(samples);
      const stems = { vocals: silence, drums: hits, bass: silence, other: silence };
      const analysis = await analyzeSong(hits, stems);
      expect(() => assertRemixable(analysis, 'Drops')).toThrow(/No steady beat was found/);
    }
  });

  it('refuses silence and scraps, and stops when told to', async () => {
    const silence = createSilence(12 * SAMPLE_RATE_HZ);
    const stems = { vocals: silence, drums: silence, bass: silence, other: silence };
    await expect(analyzeSong(silence, stems)).rejects.toThrow(/silent/);
    const scrap = createSilence(2 * SAMPLE_RATE_HZ);
    await expect(analyzeSong(scrap, stems)).rejects.toThrow(/2.0 seconds/);
    const { mix, stems: played } = playSong(steadyBeats(120, 0, 9), 10);
    await expect(analyzeSong(mix, played, { signal: AbortSignal.abort() })).rejects.toThrow(
      /Cancelled/,
    );
  });
});
