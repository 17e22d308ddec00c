/** Instruments are in tune and oscillators stay within the band. */
import { describe, expect, it } from 'vitest';
import { hannWindow, RealFft } from '@/lib/audio/fft';
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { renderBassNote } from './bass-sounds';
import type { BassSound, ChordSound } from './genre-styles';
import { renderNote } from './instruments';
import { addReverb } from './reverb';
import { addTone } from './wavetable';

const FFT_SIZE = 32768;

function magnitudes(signal: Float32Array): Float64Array {
  const fft = new RealFft(FFT_SIZE);
  const window = hannWindow(FFT_SIZE);
  const spectrum = new Float64Array(2 * fft.bins);
  const frame = Float32Array.from(window, (value, i) => value * (signal[i] ?? 0));
  fft.forward(frame, spectrum);
  return Float64Array.from({ length: fft.bins }, (_, k) =>
    Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]),
  );
}

/** Frequency of the strongest partial within a semitone of the one expected (parabolic on dB). */
function partialHz(signal: Float32Array, expectedHz: number): number {
  const levels = magnitudes(signal).map((value) => Math.log(value + 1e-12));
  const bin = (hz: number) => Math.round((hz * FFT_SIZE) / SAMPLE_RATE_HZ);
  let peak = bin(expectedHz * 0.945);
  for (let k = peak; k <= bin(expectedHz * 1.06); k++) if (levels[k] > levels[peak]) peak = k;
  const [a, b, c] = [levels[peak - 1], levels[peak], levels[peak + 1]];
  return ((peak + (0.5 * (a - c)) / (a - 2 * b + c)) * SAMPLE_RATE_HZ) / FFT_SIZE;
}

const cents = (hz: number, expectedHz: number) => 1200 * Math.log2(hz / expectedHz);

describe('instruments', () => {
  const sounds: ChordSound[] = [
    'electric-piano',
    'piano',
    'organ',
    'guitar',
    'distorted-guitar',
    'bell',
  ];
  it.each(sounds)('%s is in tune', (sound) => {
    for (const hz of [146.83, 440, 622.25]) {
      const note = renderNote(sound, { hz, seconds: 0.7, brightness: 0.5 }, createRandom(3));
      expect(Math.abs(cents(partialHz(note, hz), hz))).toBeLessThan(4);
    }
  });

  const basses: BassSound[] = ['sub', 'square', 'acid', 'finger', 'eight-o-eight'];
  it.each(basses)('%s bass is in tune', (sound) => {
    for (const hz of [55, 82.41]) {
      const note = { hz, fromHz: hz, seconds: 0.8, brightness: 0.7 };
      const voice = renderBassNote(sound, note, createRandom(3));
      expect(Math.abs(cents(partialHz(voice, hz), hz))).toBeLessThan(8);
    }
  });
});

describe('oscillators', () => {
  it('do not fold back: a high saw has nothing between its harmonics', () => {
    const signal = new Float32Array(FFT_SIZE);
    const hz = 3000.3;
    addTone(signal, 0, FFT_SIZE, 'saw', hz, 1, 0);
    const levels = magnitudes(signal);
    const peak = Math.max(...levels);
    const binHz = SAMPLE_RATE_HZ / FFT_SIZE;
    let worst = 0;
    for (let k = 20; k < levels.length; k++) {
      const distance = Math.abs(((k * binHz + hz / 2) % hz) - hz / 2);
      if (distance > 40) worst = Math.max(worst, levels[k] / peak);
    }
    expect(20 * Math.log10(worst)).toBeLessThan(-60);
  });
});

describe('the room', () => {
  it('falls by 60 dB in its decay time', () => {
    const samples = 2 * SAMPLE_RATE_HZ;
    const send = new Float32Array(samples);
    const random = createRandom(5);
    for (let i = 0; i < 2000; i++) send[i] = random.next() - 0.5;
    const left = new Float32Array(samples);
    const right = new Float32Array(samples);
    const room = { decaySeconds: 1, size: 1, damping: 0, predelaySeconds: 0 };
    addReverb(send, left, right, room, 1);
    const level = (seconds: number) => {
      const start = Math.round(seconds * SAMPLE_RATE_HZ);
      let power = 1e-15;
      for (let i = start; i < start + 4410; i++) power += left[i] * left[i];
      return 10 * Math.log10(power);
    };
    const fallDb = level(0.3) - level(1.1);
    expect(fallDb).toBeGreaterThan(0.8 * 60 - 6);
    expect(fallDb).toBeLessThan(0.8 * 60 + 6);
  });
});
