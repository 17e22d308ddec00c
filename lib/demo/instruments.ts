/** Struck and plucked instruments: one note as mono sound, from its frequency, length and brightness. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { saturate, sweepFilter } from './filters';
import type { ChordSound } from './genre-styles';
import { addTone, phaseFrom, wavetable } from './wavetable';

export interface NoteRequest {
  hz: number;
  seconds: number;
  /** 0 dull to 1 bright. */
  brightness: number;
}

/** Sounding time after the key is let go. */
const RELEASE_SECONDS = 0.12;

/** Renders one note; its peak is about 1 whatever the instrument. */
export function renderNote(sound: ChordSound, note: NoteRequest, random: Random): Float32Array {
  switch (sound) {
    case 'supersaw':
      return sawStab(note, 5, 6000, random);
    case 'pluck':
      return sawStab({ ...note, seconds: Math.min(note.seconds, 0.25) }, 2, 3500, random);
    case 'electric-piano':
      return frequencyModulated(note, 1, 1.2 + 1.6 * note.brightness, 1.4, 14);
    case 'bell':
      return frequencyModulated({ ...note, seconds: 1.2 }, 3.5, 1.6, 0.7, 1.001);
    case 'piano':
      return piano(note, random);
    case 'organ':
      return organ(note, random);
    case 'guitar':
      return pluckedString(note, 0.994, random);
    case 'distorted-guitar': {
      const string = pluckedString({ ...note, brightness: 1 }, 0.998, random);
      saturate(string, 18);
      sweepFilter(string, 0, string.length, 'lowpass', () => 3600, 0.8);
      return string;
    }
  }
}

function blank(note: NoteRequest, tailSeconds = RELEASE_SECONDS): Float32Array {
  return new Float32Array(Math.round((note.seconds + tailSeconds) * SAMPLE_RATE_HZ));
}

/** Multiplies by attack, decay (time constant; Infinity = none) and release. */
function shape(
  sound: Float32Array,
  seconds: number,
  attackSeconds: number,
  decaySeconds: number,
): void {
  const release = sound.length / SAMPLE_RATE_HZ - seconds;
  const step = Math.exp(-1 / (decaySeconds * SAMPLE_RATE_HZ));
  let level = 1;
  for (let i = 0; i < sound.length; i++) {
    const t = i / SAMPLE_RATE_HZ;
    const attack = t < attackSeconds ? t / attackSeconds : 1;
    const end = t > seconds ? 1 - (t - seconds) / release : 1;
    sound[i] *= attack * level * end * end;
    level *= step;
  }
}

/** Detuned saws through a low-pass that closes after the stroke. */
function sawStab(note: NoteRequest, voices: number, peakHz: number, random: Random): Float32Array {
  const sound = blank(note);
  for (let v = 0; v < voices; v++) {
    const detune = voices === 1 ? 0 : (v / (voices - 1) - 0.5) * 0.012;
    const hz = note.hz * (1 + detune);
    addTone(sound, 0, sound.length, 'saw', hz, 0.9 / Math.sqrt(voices), phaseFrom(random.next()));
  }
  const top = note.hz * 1.5 + peakHz * (0.25 + 0.75 * note.brightness);
  sweepFilter(sound, 0, sound.length, 'lowpass', (t) => 350 + top * Math.exp(-t / 0.14), 0.9);
  shape(sound, note.seconds, 0.003, 0.7);
  return sound;
}

/** One sine bends another's phase; the bend dies away faster than the tone. */
function frequencyModulated(
  note: NoteRequest,
  ratio: number,
  index: number,
  decaySeconds: number,
  tineRatio: number,
): Float32Array {
  const sound = blank(note, 0.2);
  const sine = wavetable('sine', 440);
  const size = sine.length - 1;
  const step = note.hz / SAMPLE_RATE_HZ;
  const indexStep = Math.exp(-1 / (0.25 * SAMPLE_RATE_HZ));
  const tineStep = Math.exp(-1 / (0.05 * SAMPLE_RATE_HZ));
  let bend = (index * size) / (2 * Math.PI);
  let tine = tineRatio * note.hz < 9000 ? 0.12 : 0;
  for (let i = 0; i < sound.length; i++) {
    const phase = i * step;
    const modulator = sine[((phase * ratio * size) | 0) % size];
    const place = ((phase % 1) + 1) * size + bend * modulator + 4 * size;
    sound[i] =
      0.8 * sine[(place | 0) % size] + tine * sine[((phase * tineRatio * size) | 0) % size];
    bend *= indexStep;
    tine *= tineStep;
  }
  shape(sound, note.seconds, 0.002, decaySeconds);
  return sound;
}

/** Slightly stretched partials, the higher the sooner gone, with a hammer's knock. */
function piano(note: NoteRequest, random: Random): Float32Array {
  const sound = blank(note, 0.18);
  const partials = Math.min(12, Math.floor(9000 / note.hz));
  const partial = new Float32Array(sound.length);
  for (let n = 1; n <= partials; n++) {
    const hz = note.hz * n * Math.sqrt(1 + 0.0004 * n * n);
    partial.fill(0);
    const level = 0.55 / n ** (1.7 - 0.7 * note.brightness);
    addTone(partial, 0, partial.length, 'sine', hz, level, phaseFrom(random.next()));
    const step = Math.exp(-(0.5 + 0.35 * n) / SAMPLE_RATE_HZ);
    let decay = 1;
    for (let i = 0; i < sound.length; i++) {
      sound[i] += partial[i] * decay;
      decay *= step;
    }
  }
  for (let i = 0; i < Math.min(300, sound.length); i++) {
    sound[i] += 0.25 * (1 - i / 300) * (2 * random.next() - 1);
  }
  shape(sound, note.seconds, 0.0015, 2);
  return sound;
}

function organ(note: NoteRequest, random: Random): Float32Array {
  const sound = blank(note, 0.04);
  addTone(sound, 0, sound.length, 'organ', note.hz, 0.9, phaseFrom(random.next()));
  shape(sound, note.seconds, 0.004, 6);
  return sound;
}

/**
 * A loop of noise as long as a period, smoothed at every turn.
 * Source: Karplus and Strong, Digital synthesis of plucked-string and drum timbres (1983), with the
 * fractional delay of Jaffe and Smith for exact tuning.
 */
export function pluckedString(note: NoteRequest, sustain: number, random: Random): Float32Array {
  const sound = blank(note);
  const period = SAMPLE_RATE_HZ / note.hz - 0.5;
  const whole = Math.floor(period);
  const fraction = period - whole;
  const softness = 0.25 + 0.7 * note.brightness;
  let smooth = 0;
  for (let i = 0; i < sound.length; i++) {
    if (i < whole + 2) {
      smooth += softness * (2 * random.next() - 1 - smooth);
      sound[i] = smooth;
    } else {
      const near = sound[i - whole];
      const middle = sound[i - whole - 1];
      const far = sound[i - whole - 2];
      sound[i] = sustain * 0.5 * ((1 - fraction) * near + middle + fraction * far);
    }
  }
  shape(sound, note.seconds, 0.0005, 1.5);
  return sound;
}
