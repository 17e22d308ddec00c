/** Bass synthesisers: one note each, from sub to plucked string. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { saturate, sweepFilter } from './filters';
import type { BassSound } from './genre-styles';
import { pluckedString } from './instruments';
import { addTone, phaseFrom } from './wavetable';

export interface BassNote {
  hz: number;
  /** Where a gliding sound comes from. */
  fromHz: number;
  seconds: number;
  /** Opening of the filter, 0 to about 1.5. */
  brightness: number;
}

/** Renders one note as mono sound with a peak of about 1. */
export function renderBassNote(sound: BassSound, note: BassNote, random: Random): Float32Array {
  const { hz, seconds, brightness: bright } = note;
  const buffer = new Float32Array(Math.round((seconds + 0.02) * SAMPLE_RATE_HZ));
  const end = buffer.length;
  const tone = (waveform: 'sine' | 'saw' | 'square' | 'triangle', ratio: number, gain: number) =>
    addTone(buffer, 0, end, waveform, hz * ratio, gain, phaseFrom(0.13 * ratio));
  const sweep = (base: number, peak: number, decay: number, q: number) =>
    sweepFilter(buffer, 0, end, 'lowpass', (t) => base + peak * Math.exp(-t / decay), q);
  let decaySeconds = 3;
  switch (sound) {
    case 'sub':
      tone('sine', 1, 0.8);
      tone('triangle', 2, 0.16);
      break;
    case 'saw':
      tone('saw', 1, 0.8);
      tone('saw', 1.006, 0.6);
      sweep(140 + 250 * bright, 1500 * bright, 0.12, 1.1);
      tone('sine', 1, 0.4);
      break;
    case 'square':
      tone('square', 1, 0.6);
      sweep(200 + 300 * bright, 1100 * bright, 0.1, 1);
      tone('sine', 1, 0.35);
      decaySeconds = 0.8;
      break;
    case 'acid':
      tone('saw', 1, 0.9);
      sweep(180, 2600 * bright, 0.09, 4);
      break;
    case 'reese':
      for (const ratio of [0.993, 1, 1.008]) {
        addTone(buffer, 0, end, 'saw', hz * ratio, 0.5, phaseFrom(random.next()));
      }
      sweepFilter(
        buffer,
        0,
        end,
        'lowpass',
        (t) => 300 + 500 * bright * (1 + Math.sin(5 * t)),
        1.2,
      );
      tone('sine', 1, 0.5);
      break;
    case 'finger': {
      const string = pluckedString({ hz, seconds, brightness: 0.1 + 0.25 * bright }, 0.997, random);
      for (let i = 0; i < Math.min(end, string.length); i++) buffer[i] = 2.2 * string[i];
      sweep(500, 1400 * bright, 0.2, 0.7);
      tone('sine', 1, 0.35);
      decaySeconds = 1.1;
      break;
    }
    case 'eight-o-eight':
      addGlide(buffer, note.fromHz, hz);
      saturate(buffer, 2.5);
      decaySeconds = 0.9;
      break;
    case 'log':
      addGlide(buffer, hz * 3, hz * 2);
      tone('sine', 1, 0.6);
      saturate(buffer, 2);
      decaySeconds = 0.22;
      break;
  }
  const step = Math.exp(-1 / (decaySeconds * SAMPLE_RATE_HZ));
  let level = 1;
  for (let i = 0; i < end; i++) {
    const attack = Math.min(1, i / 130);
    const release = Math.min(1, (end - i) / 600);
    buffer[i] *= level * attack * release;
    level *= step;
  }
  return buffer;
}

/** A sine that slides from one pitch to another. */
function addGlide(buffer: Float32Array, fromHz: number, toHz: number): void {
  let phase = 0;
  let hz = fromHz;
  const step = 1 - Math.exp(-1 / (0.025 * SAMPLE_RATE_HZ));
  for (let i = 0; i < buffer.length; i++) {
    hz += step * (toHz - hz);
    phase += hz / SAMPLE_RATE_HZ;
    buffer[i] += 0.85 * Math.sin(2 * Math.PI * phase);
  }
}
