/** The written parts of the chord instruments: comping, arpeggio and lead. */
import type { Random } from '@/lib/base/random';
import { type Arrangement, chordAt, type PlacedSection, plays } from './arrangement';
import { GENRE_STYLES, patternSteps } from './genre-styles';
import { composeMelody } from './melody';

const STEPS_PER_BEAT = 4;
const LEAD_CENTRE_MIDI = 74;

/** A note to be struck, with its place between left (-1) and right (1). */
export interface ScheduledNote {
  startSeconds: number;
  seconds: number;
  midi: number;
  gain: number;
  pan: number;
  brightness: number;
}

/** The chords in the genre's rhythm. */
export function composeChords(
  arrangement: Arrangement,
  patterns: readonly string[],
  random: Random,
): ScheduledNote[] {
  const { spec, timeline, sections, totalBeats } = arrangement;
  const calm = patternSteps(random.fork('calm').pick(patterns));
  const full = patternSteps(random.fork('full').pick(patterns));
  const notes: ScheduledNote[] = [];
  const strike = (beat: number, endBeat: number, gain: number, brightness: number) => {
    const chord = chordAt(arrangement, beat + 0.01);
    const late = (spec.timingJitterMs / 1000) * random.normal();
    chord.midi.forEach((midi, index) => {
      const startSeconds = Math.max(
        0,
        timeline.playedSeconds(beat) + late + 0.004 * index * random.next(),
      );
      notes.push({
        startSeconds,
        seconds: Math.max(0.06, timeline.playedSeconds(endBeat) - startSeconds - 0.02),
        midi,
        gain: gain * (1 + 0.06 * random.normal()) * (index === 0 ? 1 : 0.9),
        pan: ((index % 2) * 2 - 1) * 0.3,
        brightness,
      });
    });
  };
  for (const section of sections) {
    if (!plays(section, 'chords')) continue;
    const steps = section.energy < 0.6 ? calm : full;
    const total = section.lengthBeats * STEPS_PER_BEAT;
    for (let step = 0; step < total; step++) {
      const mark = steps[step % steps.length];
      if (mark !== 'x' && mark !== 'o') continue;
      let length = 1;
      while (step + length < total && steps[(step + length) % steps.length] === '-') length++;
      const beat = section.startBeat + step / STEPS_PER_BEAT;
      const gain = (mark === 'x' ? 1 : 0.65) * (0.55 + 0.45 * section.energy);
      strike(beat, beat + length / STEPS_PER_BEAT, gain, 0.25 + 0.6 * section.energy);
    }
  }
  if (plays(sections[sections.length - 1], 'chords')) strike(totalBeats, totalBeats + 3, 0.8, 0.4);
  return notes;
}

/** Chord tones one after the other. */
export function composeArp(
  arrangement: Arrangement,
  patterns: readonly string[],
  random: Random,
): ScheduledNote[] {
  const { spec, timeline, sections } = arrangement;
  const steps = patternSteps(random.pick(patterns));
  const octave = random.pick([12, 12, 24]);
  const notes: ScheduledNote[] = [];
  for (const section of sections) {
    if (!plays(section, 'arp')) continue;
    for (let step = 0; step < section.lengthBeats * STEPS_PER_BEAT; step++) {
      const mark = steps[step % steps.length];
      if (mark === '.' || mark === '-') continue;
      const beat = section.startBeat + step / STEPS_PER_BEAT;
      const { midi } = chordAt(arrangement, beat);
      const tone = Number(mark);
      notes.push({
        startSeconds: Math.max(
          0,
          timeline.playedSeconds(beat) + (spec.timingJitterMs / 1000) * random.normal(),
        ),
        seconds: 0.18,
        midi: midi[tone % midi.length] + octave + (tone >= midi.length ? 12 : 0),
        gain: (0.35 + 0.3 * section.energy) * (step % 4 === 0 ? 1 : 0.8),
        pan: step % 2 === 0 ? -0.5 : 0.5,
        brightness: sweepUp(section, beat),
      });
    }
  }
  return notes;
}

/** An instrument in place of a singer. */
export function composeLead(arrangement: Arrangement, random: Random): ScheduledNote[] {
  const { timeline, sections, spec } = arrangement;
  const style = GENRE_STYLES[spec.genre].melody;
  const notes: ScheduledNote[] = [];
  for (const section of sections) {
    if (!plays(section, 'lead')) continue;
    const phrases = composeMelody(
      arrangement,
      section,
      style === 'rap' ? 'hook' : style,
      LEAD_CENTRE_MIDI,
      random,
    );
    for (const note of phrases.flatMap((phrase) => phrase.notes)) {
      const startSeconds = timeline.playedSeconds(note.startBeat);
      notes.push({
        startSeconds: Math.max(0, startSeconds + (spec.timingJitterMs / 1000) * random.normal()),
        seconds: timeline.playedSeconds(note.endBeat) - startSeconds,
        midi: note.midi,
        gain: 0.8 + 0.4 * section.energy,
        pan: 0.1,
        brightness: 0.5 + 0.4 * section.energy,
      });
    }
  }
  return notes;
}

/** A build opens its filter towards the end; other sections stay at their energy. */
function sweepUp(section: PlacedSection, beat: number): number {
  if (section.label !== 'build') return 0.2 + 0.6 * section.energy;
  return 0.2 + (0.8 * (beat - section.startBeat)) / section.lengthBeats;
}
