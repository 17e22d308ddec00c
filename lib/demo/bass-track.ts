/** The bass: the genre's pattern over the chords' roots, on a synthesiser chosen by the seed. */

import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { type Arrangement, chordAt, type PlacedChord, plays } from './arrangement';
import { filterBuffer, saturate, sweepFilter } from './filters';
import { type BassSound, GENRE_STYLES, patternSteps, WALTZ_STYLE } from './genre-styles';
import { midiToHz, nearestMidi } from './harmony';
import { pluckedString } from './instruments';
import { addTone, phaseFrom } from './wavetable';

export interface PlayedNote {
  startSeconds: number;
  endSeconds: number;
  midi: number;
  velocity: number;
  /** 0 dull to 1 bright. */
  brightness: number;
}

const STEPS_PER_BEAT = 4;
/** Share of a note's written length that sounds. */
const GATE = 0.93;

/** Writes the bass line. */
export function composeBass(arrangement: Arrangement, random: Random): PlayedNote[] {
  const { spec, timeline, sections, totalBeats } = arrangement;
  const patterns =
    spec.beatsPerBar === 3 ? WALTZ_STYLE.bassPatterns : GENRE_STYLES[spec.genre].bassPatterns;
  const calm = random.fork('calm').pick(patterns);
  const full = random.fork('full').pick(patterns);
  const notes: PlayedNote[] = [];
  const add = (
    beat: number,
    endBeat: number,
    midi: number,
    velocity: number,
    brightness: number,
  ) => {
    const start = timeline.playedSeconds(beat) + (spec.timingJitterMs / 1000) * random.normal();
    const end = timeline.playedSeconds(endBeat);
    notes.push({
      startSeconds: Math.max(0, start),
      endSeconds: start + Math.max(0.04, (end - start) * GATE),
      midi,
      velocity: velocity * (1 + 0.05 * random.normal()),
      brightness,
    });
  };
  for (const section of sections) {
    if (!plays(section, 'bass')) continue;
    const steps = patternSteps(section.energy < 0.6 ? calm : full);
    const total = section.lengthBeats * STEPS_PER_BEAT;
    for (let step = 0; step < total; step++) {
      const mark = steps[step % steps.length];
      if (mark === '.' || mark === '-') continue;
      let length = 1;
      while (step + length < total && steps[(step + length) % steps.length] === '-') length++;
      const isMoved = step % 4 === 0 && step > 0 && random.next() < spec.production.bassSyncopation;
      const beat = section.startBeat + (step - (isMoved ? 1 : 0)) / STEPS_PER_BEAT;
      const endBeat = section.startBeat + (step + length) / STEPS_PER_BEAT;
      const written = section.startBeat + step / STEPS_PER_BEAT;
      const chord = chordAt(arrangement, written);
      const following = chordAt(
        arrangement,
        Math.min(chord.startBeat + chord.lengthBeats, totalBeats),
      );
      add(
        beat,
        endBeat,
        pitchOf(mark, chord, following),
        0.75 + 0.25 * section.energy,
        section.energy,
      );
    }
  }
  if (plays(sections[sections.length - 1], 'bass')) {
    add(totalBeats, totalBeats + 2, chordAt(arrangement, totalBeats).bassMidi, 0.9, 0.4);
  }
  return notes;
}

function pitchOf(mark: string, chord: PlacedChord, following: PlacedChord): number {
  const root = chord.bassMidi;
  const above = (index: number) => {
    const pitchClass = chord.pitchClasses[Math.min(index, chord.pitchClasses.length - 1)];
    return nearestMidi(pitchClass, root + 5);
  };
  if (mark === '8') return root + 12;
  if (mark === '3') return above(1);
  if (mark === '5') return above(2);
  if (mark === '7') return above(3);
  if (mark === 'a') return following.bassMidi + (following.bassMidi > root ? -1 : 1);
  return root;
}

/** Plays the line. One note at a time: a note ends where the next begins. */
export function renderBass(
  arrangement: Arrangement,
  notes: readonly PlayedNote[],
  lengthSamples: number,
  random: Random,
): Pcm {
  const { spec } = arrangement;
  const sound = random.fork('sound').pick(GENRE_STYLES[spec.genre].bassSounds);
  const openness = 0.5 + random.next();
  const bass = createSilence(lengthSamples);
  const [left, right] = bass.channels;
  notes.forEach((note, index) => {
    const nextStart = notes[index + 1]?.startSeconds ?? Number.POSITIVE_INFINITY;
    const seconds = Math.min(note.endSeconds, nextStart) - note.startSeconds;
    if (seconds <= 0.02) return;
    const previous = sound === 'eight-o-eight' && index > 0 ? notes[index - 1].midi : note.midi;
    const voice = renderBassNote(
      sound,
      note,
      seconds,
      previous,
      openness,
      spec.tuningCents,
      random,
    );
    const start = Math.round(note.startSeconds * SAMPLE_RATE_HZ);
    const end = Math.min(start + voice.length, lengthSamples);
    for (let i = start; i < end; i++) left[i] += note.velocity * voice[i - start];
  });
  filterBuffer(left, 'highpass', 28);
  saturate(left, 1.3);
  for (let i = 0; i < lengthSamples; i++) {
    left[i] *= 0.5;
    right[i] = left[i];
  }
  return bass;
}

function renderBassNote(
  sound: BassSound,
  note: PlayedNote,
  seconds: number,
  previousMidi: number,
  openness: number,
  tuningCents: number,
  random: Random,
): Float32Array {
  const isLow = sound === 'finger' || sound === 'acid' || sound === 'square';
  const midi = note.midi + (isLow && note.midi < 34 ? 12 : 0);
  const hz = midiToHz(midi, tuningCents);
  const buffer = new Float32Array(Math.round((seconds + 0.02) * SAMPLE_RATE_HZ));
  const end = buffer.length;
  const bright = openness * (0.4 + 0.6 * note.brightness);
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
      addGlide(buffer, midiToHz(previousMidi, tuningCents), hz);
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
