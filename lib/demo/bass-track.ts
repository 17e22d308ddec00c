/** The bass: the genre's pattern over the chords' roots, on a synthesiser chosen by the seed. */
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { type Arrangement, chordAt, type PlacedChord, plays } from './arrangement';
import { renderBassNote } from './bass-sounds';
import { filterBuffer, saturate } from './filters';
import { type BassSound, GENRE_STYLES, patternSteps, WALTZ_STYLE } from './genre-styles';
import { midiToHz, nearestMidi } from './harmony';

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
/** Sounds that need their overtones and are played an octave up where the line lies too low. */
const MID_BASS_SOUNDS: readonly BassSound[] = ['finger', 'acid', 'square'];
const LOWEST_MID_BASS_MIDI = 34;

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
    const isLow = MID_BASS_SOUNDS.includes(sound) && note.midi < LOWEST_MID_BASS_MIDI;
    const hzOf = (midi: number) => midiToHz(midi + (isLow ? 12 : 0), spec.tuningCents);
    const glides = sound === 'eight-o-eight' && index > 0;
    const voice = renderBassNote(
      sound,
      {
        hz: hzOf(note.midi),
        fromHz: hzOf(glides ? notes[index - 1].midi : note.midi),
        seconds,
        brightness: openness * (0.4 + 0.6 * note.brightness),
      },
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
