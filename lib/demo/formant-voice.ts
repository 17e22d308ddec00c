/**
 * A sung voice: a pulse train like that of the vocal folds, with vibrato and slides, breath and
 * consonants, through five formants that move from vowel to vowel.
 * Source: Klatt, Software for a cascade/parallel formant synthesizer (JASA 67, 1980), parallel branch.
 */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { StateVariableFilter } from './filters';
import { FORMANT_COUNT, FormantBank } from './formant-bank';
import {
  CONSONANTS,
  type ConsonantName,
  FORMANTS,
  type Formant,
  type Register,
  type Vowel,
} from './vowels';
import { PHASE_FRACTION, PHASE_MASK, PHASE_SHIFT, wavetable } from './wavetable';

export interface SungNote {
  startSeconds: number;
  endSeconds: number;
  hz: number;
  vowel: Vowel;
  consonant: ConsonantName;
  /** 0 to 1: louder is brighter too. */
  effort: number;
}

/** Samples between two settings of pitch, formants and levels. */
const CONTROL_SAMPLES = 64;
const VIBRATO_HZ = 5.4;
const VIBRATO_CENTS = 32;
/** Vibrato sets in after this time on a note. */
const VIBRATO_DELAY_SECONDS = 0.25;
/** Time constants with which pitch and mouth follow the written notes. */
const GLIDE_SECONDS = 0.03;
const MOUTH_SECONDS = 0.035;
/** A phrase starts this far below its first note. */
const SCOOP_CENTS = 120;
const BREATH_LEVEL = 0.04;
const RELEASE_SECONDS = 0.06;

const NOISE_SAMPLES = 1 << 16;

/** White noise for breath and consonants, made once for all phrases. */
export function createBreath(random: Random): Float32Array {
  return new Float32Array(NOISE_SAMPLES).map(() => 2 * random.next() - 1);
}

/**
 * Sings one phrase into the output (adds). Notes are in order; a gap between two is a rest.
 * @param output mono at 44.1 kHz
 * @param breath from {@link createBreath}
 */
export function singPhrase(
  output: Float32Array,
  notes: readonly SungNote[],
  register: Register,
  breath: Float32Array,
  random: Random,
): void {
  if (notes.length === 0) return;
  const first = Math.round((notes[0].startSeconds - 0.12) * SAMPLE_RATE_HZ);
  const start = Math.max(0, first);
  const finish = notes[notes.length - 1].endSeconds + 0.25;
  const end = Math.min(output.length, Math.round(finish * SAMPLE_RATE_HZ));
  const highestHz = Math.max(...notes.map((note) => note.hz)) * 1.06;
  const table = wavetable('saw', highestHz);
  const bank = new FormantBank();
  const hiss = new StateVariableFilter('bandpass');
  const hissBuffer = new Float32Array(CONTROL_SAMPLES);
  const pulses = new Float32Array(CONTROL_SAMPLES);
  const mouth = FORMANTS[register][notes[0].vowel].map((formant) => ({ ...formant }));
  let cents = -SCOOP_CENTS;
  let noteIndex = 0;
  let targetHz = notes[0].hz;
  let hz = targetHz;
  let level = 0;
  let effort = notes[0].effort;
  let drift = 0;
  let phase = 0;
  let tilt = 0;
  const vibratoPhase = random.next() * 6;
  let noisePlace = random.integer(NOISE_SAMPLES);
  for (let block = start; block < end; block += CONTROL_SAMPLES) {
    const blockSeconds = CONTROL_SAMPLES / SAMPLE_RATE_HZ;
    const t = block / SAMPLE_RATE_HZ;
    while (noteIndex + 1 < notes.length && t >= consonantStart(notes[noteIndex + 1])) noteIndex++;
    const note = notes[noteIndex];
    const consonant = CONSONANTS[note.consonant];
    const sinceConsonant = t - consonantStart(note);
    const sinceVowel = t - note.startSeconds;
    const isConsonant = sinceConsonant >= 0 && sinceVowel < 0;
    const isSounding = sinceVowel >= 0 && t < note.endSeconds;
    targetHz = note.hz;
    hz += (targetHz - hz) * (1 - Math.exp(-blockSeconds / GLIDE_SECONDS));
    cents *= Math.exp(-blockSeconds / 0.06);
    drift = 0.97 * drift + 1.2 * random.normal();
    const vibratoDepth = Math.min(1, Math.max(0, (sinceVowel - VIBRATO_DELAY_SECONDS) / 0.3));
    const vibrato =
      VIBRATO_CENTS * vibratoDepth * Math.sin(2 * Math.PI * VIBRATO_HZ * t + vibratoPhase);
    const sungHz = hz * 2 ** ((cents + drift + vibrato) / 1200);
    const wanted = isSounding ? 1 : isConsonant ? consonant.voicing : 0;
    const reach = wanted > level ? 0.012 : isConsonant ? 0.012 : RELEASE_SECONDS;
    const levelStart = level;
    level += (wanted - level) * (1 - Math.exp(-blockSeconds / reach));
    effort += (note.effort - effort) * 0.05;
    moveMouth(mouth, FORMANTS[register][note.vowel], blockSeconds);
    bank.tune(mouth, sungHz, effort);
    const size = Math.min(CONTROL_SAMPLES, end - block);
    let noiseLevel = 0;
    if (isConsonant && consonant.noise > 0) {
      const onset = Math.min(1, sinceConsonant / 0.015);
      const isBurst = Number.isFinite(consonant.burstSeconds);
      const lead = consonant.seconds - sinceConsonant;
      noiseLevel = isBurst
        ? lead < 3 * consonant.burstSeconds
          ? Math.exp(-(3 * consonant.burstSeconds - lead) / consonant.burstSeconds)
          : 0
        : onset * Math.min(1, lead / 0.02);
      noiseLevel *= consonant.noise * note.effort;
      hiss.tune(consonant.noiseHz, consonant.noiseWidth);
    }
    const increment = Math.round((sungHz / SAMPLE_RATE_HZ) * 4294967296) | 0;
    const softness = 0.25 + 0.6 * effort;
    for (let i = 0; i < size; i++) {
      const index = phase >>> PHASE_SHIFT;
      const fraction = (phase & PHASE_MASK) * PHASE_FRACTION;
      const pulse = table[index] + fraction * (table[index + 1] - table[index]);
      phase = (phase + increment) | 0;
      const noise = breath[noisePlace];
      noisePlace = (noisePlace + 1) & (NOISE_SAMPLES - 1);
      tilt += softness * (pulse - tilt);
      const gain = levelStart + ((level - levelStart) * i) / CONTROL_SAMPLES;
      const aspiration = BREATH_LEVEL * noise * (1.2 + 3.6 * Math.abs(pulse));
      pulses[i] = gain * (tilt + aspiration);
      hissBuffer[i] = noiseLevel * noise;
    }
    bank.run(pulses, size, output, block, effort);
    if (noiseLevel > 0) {
      hiss.run(hissBuffer, 0, size);
      for (let i = 0; i < size; i++) output[block + i] += hissBuffer[i];
    }
  }
}

/** A consonant is spoken before the beat, so that the vowel falls on it. */
function consonantStart(note: SungNote): number {
  return note.startSeconds - CONSONANTS[note.consonant].seconds;
}

function moveMouth(mouth: Formant[], target: readonly Formant[], seconds: number): void {
  const share = 1 - Math.exp(-seconds / MOUTH_SECONDS);
  for (let k = 0; k < FORMANT_COUNT; k++) {
    mouth[k].hz += share * (target[k].hz - mouth[k].hz);
    mouth[k].db += share * (target[k].db - mouth[k].db);
    mouth[k].bandwidthHz += share * (target[k].bandwidthHz - mouth[k].bandwidthHz);
  }
}
