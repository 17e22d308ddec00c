import { describe, expect, it } from 'vitest';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import type { Progress } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { quickSeparate } from './quick-separation';

const RATE = 44100;
/** Half a second of silence at the ends keeps their transients out of the figures. */
const SECONDS = 6;

type Parts = Record<StemName, Pcm>;

/** A song of four plain parts: a bass note a second, hits, a vibrato in the middle, chords at the side. */
function makeParts(): Parts {
  const random = createRandom(11);
  const parts = Object.fromEntries(
    STEM_NAMES.map((name) => [name, createSilence(SECONDS * RATE, 2, RATE)]),
  ) as Parts;
  for (let i = RATE / 2; i < (SECONDS - 0.5) * RATE; i++) {
    const t = i / RATE;
    const hit = Math.exp(-(t % 0.5) * 40) * random.normal() * 0.4;
    const bass = 0.25 * Math.sin(2 * Math.PI * 65 * t);
    const voice = 0.2 * Math.sin(2 * Math.PI * 800 * t + 3 * Math.sin(2 * Math.PI * 5 * t));
    const chord = 0.15 * (Math.sin(2 * Math.PI * 440 * t) + Math.sin(2 * Math.PI * 554 * t));
    for (const c of [0, 1]) {
      parts.drums.channels[c][i] = hit;
      parts.bass.channels[c][i] = bass;
      parts.vocals.channels[c][i] = voice;
      parts.other.channels[c][i] = c === 0 ? chord : 0;
    }
  }
  return parts;
}

function mixOf(parts: Parts): Pcm {
  const mix = createSilence(SECONDS * RATE, 2, RATE);
  for (const { channels } of Object.values(parts)) {
    channels.forEach((channel, c) => {
      for (let i = 0; i < channel.length; i++) mix.channels[c][i] += channel[i];
    });
  }
  return mix;
}

function energy(pcm: Pcm): number {
  return pcm.channels.reduce((sum, channel) => channel.reduce((s, x) => s + x * x, sum), 0);
}

/** Largest difference between the mix and the sum of the stems. */
function worstSumError(mix: Pcm, stems: Parts): number {
  let worst = 0;
  mix.channels.forEach((channel, c) => {
    for (let i = 0; i < channel.length; i++) {
      const sum = STEM_NAMES.reduce((total, name) => total + stems[name].channels[c][i], 0);
      worst = Math.max(worst, Math.abs(sum - channel[i]));
    }
  });
  return worst;
}

/** Signal-to-distortion ratio: how much louder the truth is than the error, dB. */
function sdrDb(truth: Pcm, estimate: Pcm): number {
  let error = 0;
  truth.channels.forEach((channel, c) => {
    for (let i = 0; i < channel.length; i++) error += (channel[i] - estimate.channels[c][i]) ** 2;
  });
  return 10 * Math.log10(energy(truth) / error);
}

describe('quickSeparate', () => {
  const parts = makeParts();
  const mix = mixOf(parts);

  it('puts each part into its stem, and all of the mix into the four together', async () => {
    const stems = await quickSeparate(mix);
    expect(worstSumError(mix, stems)).toBeLessThan(1e-5);
    expect(sdrDb(parts.drums, stems.drums)).toBeGreaterThan(6);
    expect(sdrDb(parts.bass, stems.bass)).toBeGreaterThan(8);
    expect(sdrDb(parts.vocals, stems.vocals)).toBeGreaterThan(4);
    expect(sdrDb(parts.other, stems.other)).toBeGreaterThan(4);
  });

  it('separates mono too: drums, bass and notes, voice and other sharing what cannot be told', async () => {
    const mono: Pcm = { sampleRateHz: RATE, channels: [mix.channels[0]] };
    const left = (name: StemName) => ({ ...mono, channels: [parts[name].channels[0]] });
    const stems = await quickSeparate(mono);
    expect(stems.vocals.channels).toHaveLength(1);
    expect(worstSumError(mono, stems)).toBeLessThan(1e-5);
    expect(sdrDb(left('drums'), stems.drums)).toBeGreaterThan(6);
    expect(sdrDb(left('bass'), stems.bass)).toBeGreaterThan(8);
    expect(sdrDb(left('vocals'), stems.vocals)).toBeGreaterThan(0);
    expect(sdrDb(left('other'), stems.other)).toBeGreaterThan(0);
  });

  it('tells a voice that is new in every bar from what comes back, wherever both lie', async () => {
    const [accompaniment, voice] = [
      createSilence(24 * RATE, 1, RATE),
      createSilence(24 * RATE, 1, RATE),
    ];
    const random = createRandom(2);
    let pitchHz = 0;
    for (let i = 0; i < 24 * RATE; i++) {
      const t = i / RATE;
      if (i % (RATE / 2) === 0) pitchHz = 300 + 900 * random.next();
      const chordHz = [330, 440, 392, 494][Math.floor(2 * t) % 4];
      accompaniment.channels[0][i] =
        0.2 * (Math.sin(2 * Math.PI * chordHz * t) + Math.sin(2 * Math.PI * 2.5 * chordHz * t));
      const fade = Math.sin(2 * Math.PI * (t % 0.5)) ** 2;
      voice.channels[0][i] = t % 4 < 2 ? 0 : 0.3 * fade * Math.sin(2 * Math.PI * pitchHz * t);
    }
    const mixed = accompaniment.channels[0].map((x, i) => x + voice.channels[0][i]);
    const stems = await quickSeparate({ sampleRateHz: RATE, channels: [mixed] });
    expect(sdrDb(voice, stems.vocals)).toBeGreaterThan(5);
    expect(sdrDb(accompaniment, stems.other)).toBeGreaterThan(5);
  });

  it('gives every part of a long song its own shares, and tells how far it is', async () => {
    const rate = 8000;
    const random = createRandom(5);
    const silent = () => createSilence(61 * rate, 1, rate);
    const [hits, tone, long] = [silent(), silent(), silent()];
    for (let i = 0; i < long.channels[0].length; i++) {
      const t = i / rate;
      if (t < 20) hits.channels[0][i] = Math.exp(-(t % 0.5) * 40) * random.normal() * 0.4;
      else if (t < 40) tone.channels[0][i] = 0.2 * Math.sin(2 * Math.PI * 330 * t);
      long.channels[0][i] = hits.channels[0][i] + tone.channels[0][i];
    }
    const fractions: number[] = [0];
    const stems = await quickSeparate(long, {
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    expect(worstSumError(long, stems)).toBeLessThan(1e-5);
    expect(sdrDb(hits, stems.drums)).toBeGreaterThan(23);
    const steps = fractions.slice(1).map((fraction, i) => fraction - fractions[i]);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steps)).toBeLessThan(0.15);
    expect(fractions[fractions.length - 1]).toBe(1);
  });

  it('does not depend on where the pieces begin that a short song is worked through in', async () => {
    const shift = 100 * 512;
    const later = createSilence(SECONDS * RATE + shift, 2, RATE);
    mix.channels.forEach((channel, c) => {
      later.channels[c].set(channel, shift);
    });
    const [stems, laterStems] = [await quickSeparate(mix), await quickSeparate(later)];
    for (const name of STEM_NAMES) {
      let worst = 0;
      for (let i = 0; i < SECONDS * RATE; i++) {
        const difference = laterStems[name].channels[1][i + shift] - stems[name].channels[1][i];
        worst = Math.max(worst, Math.abs(difference));
      }
      expect(worst, name).toBeLessThan(1e-5);
    }
  });

  it('keeps silence silent and copes with next to nothing', async () => {
    const silence = await quickSeparate(createSilence(RATE));
    for (const name of STEM_NAMES) expect(energy(silence[name])).toBe(0);
    const empty = await quickSeparate(createSilence(0));
    expect(empty.drums.channels[1]).toHaveLength(0);
    const short = { sampleRateHz: RATE, channels: [Float32Array.of(0.5, -0.5)] };
    expect(worstSumError(short, await quickSeparate(short))).toBeLessThan(1e-6);
  });

  it('reports progress that only rises, and stops when it is told to', async () => {
    const reports: Progress[] = [];
    const controller = new AbortController();
    const onProgress = (progress: Progress) => {
      reports.push(progress);
      if (progress.fraction > 0.3) controller.abort();
    };
    const cancelled = quickSeparate(mix, { signal: controller.signal, onProgress });
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    expect(reports.length).toBeGreaterThan(1);
    reports.reduce((before, after) => {
      expect(after.fraction).toBeGreaterThan(before.fraction);
      return after;
    });
  });
});
