import { beforeAll, describe, expect, it } from 'vitest';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import type { StemName } from '@/lib/music/stem-names';
import { configureOnnx, loadOnnxModel } from '@/lib/onnx/session';
import type { Stems } from '../stems';
import { EDGE_SAMPLES } from './chunk-plan';
import { createHtdemucsSeparator } from './htdemucs-separator';
import { measureLevel } from './mix-level';
import {
  maskModel,
  STEM_FILTERS,
  spectrumModel,
  WAVEFORM_BRANCH_GAIN,
  waveformModel,
} from './testing/contract-models';

/** Shorter than the published networks' chunks, for speed; the song has a few of them. */
const CHUNK_SAMPLES = 60_000;
const SONG_SAMPLES = 130_000;
const ORDER: readonly StemName[] = ['drums', 'bass', 'other', 'vocals'];
/** Worst difference that counts as the same sound, for a mix of 0.3 RMS. */
const SAME = 1e-3;

beforeAll(() => configureOnnx({ files: null, threads: 1 }));

/** Tones up to 20 kHz: the transform leaves the Nyquist frequency out. */
function tones(samples: number): Pcm {
  const random = createRandom(5);
  const pcm = createSilence(samples);
  for (const channel of pcm.channels) {
    for (let tone = 0; tone < 5; tone++) {
      const step = (2 * Math.PI * 20_000 * random.next() ** 2) / 44_100;
      const phase = 2 * Math.PI * random.next();
      for (let i = 0; i < samples; i++) channel[i] += 0.2 * Math.sin(step * i + phase);
    }
  }
  return pcm;
}

async function separate(mix: Pcm, file: Uint8Array): Promise<Stems> {
  const separator = createHtdemucsSeparator(
    { name: 'contract', sha256: null, open: () => loadOnnxModel(file) },
    () => 0,
  );
  return (await separator.separate(mix)).stems;
}

/** Largest difference away from the ends. */
function worst(one: Float32Array, other: Float32Array): number {
  let largest = 0;
  for (let i = EDGE_SAMPLES; i < one.length - EDGE_SAMPLES; i++) {
    largest = Math.max(largest, Math.abs(one[i] - other[i]));
  }
  return largest;
}

/** In one go, away from the ends. */
function filtered(signal: Float32Array, taps: readonly number[]): Float32Array {
  const result = new Float32Array(signal.length);
  taps.forEach((tap, k) => {
    const shift = k - (taps.length >> 1);
    for (let i = EDGE_SAMPLES; i < signal.length - EDGE_SAMPLES; i++) {
      result[i] += tap * signal[i + shift];
    }
  });
  return result;
}

function sumOf(stems: Stems, channel: number): Float32Array {
  return stems.vocals.channels[channel].map((_, i) =>
    ORDER.reduce((sum, stem) => sum + stems[stem].channels[channel][i], 0),
  );
}

describe('models with the inputs and outputs of HTDemucs', () => {
  const mix = tones(SONG_SAMPLES);
  const { mean } = measureLevel(mix);

  it('in the waveform form: chunks give what one pass over the whole song gives', async () => {
    const stems = await separate(mix, waveformModel(CHUNK_SAMPLES));
    ORDER.forEach((stem, index) => {
      const taps = STEM_FILTERS[index];
      mix.channels.forEach((channel, side) => {
        expect(worst(stems[stem].channels[side], filtered(channel, taps))).toBeLessThan(SAME);
      });
    });
  });

  it('in the spectral form: bands are told apart and both branches are added', async () => {
    const stems = await separate(mix, spectrumModel(CHUNK_SAMPLES));
    mix.channels.forEach((channel, side) => {
      // Four bands that are the whole, and the waveform branch once in each stem.
      const whole = channel.map((x) => (1 + 4 * WAVEFORM_BRANCH_GAIN) * x);
      expect(worst(sumOf(stems, side), whole)).toBeLessThan(SAME + 4 * Math.abs(mean));
    });
    const masked = await separate(mix, maskModel(CHUNK_SAMPLES));
    for (const stem of ORDER) {
      mix.channels.forEach((channel, side) => {
        const branch = masked[stem].channels[side].map(
          (x, i) => x + WAVEFORM_BRANCH_GAIN * channel[i],
        );
        expect(worst(stems[stem].channels[side], branch)).toBeLessThan(SAME);
      });
    }
  });
});
