/** The song on paper: sections on the beat grid and the chord under every beat. */
import type { Random } from '@/lib/base/random';
import { type Key, transposeKey } from '@/lib/music/key';
import {
  chordFromNumeral,
  JAZZ_PROGRESSIONS,
  nearestMidi,
  PROGRESSIONS,
  voiceChord,
} from './harmony';
import type { Part, SectionSpec, SongSpec } from './song-spec';
import { createTimeline, type Timeline } from './timeline';

/** Middle of the chords' register, MIDI. */
const CHORD_CENTRE_MIDI = 61;
/** Middle of the bass register, MIDI: notes fall between C1 and B1 or so. */
const BASS_CENTRE_MIDI = 33;

export interface PlacedSection extends SectionSpec {
  index: number;
  startBeat: number;
  lengthBeats: number;
  key: Key;
  next: SectionSpec | null;
}

export interface PlacedChord {
  startBeat: number;
  lengthBeats: number;
  section: PlacedSection;
  /** Voiced notes, rising. */
  midi: number[];
  bassMidi: number;
  pitchClasses: number[];
  rootPitchClass: number;
}

export interface Arrangement {
  spec: SongSpec;
  timeline: Timeline;
  sections: PlacedSection[];
  /** The last one is the tonic on the closing beat. */
  chords: PlacedChord[];
  /** Also the place of the closing beat. */
  totalBeats: number;
}

/** Writes the song out; sections of one label share their chords, as verses and choruses do. */
export function arrange(spec: SongSpec, random: Random): Arrangement {
  const timeline = createTimeline(spec, random.fork('tempo'));
  const sections: PlacedSection[] = [];
  let startBeat = 0;
  spec.sections.forEach((section, index) => {
    const lengthBeats = section.bars * spec.beatsPerBar;
    sections.push({
      ...section,
      index,
      startBeat,
      lengthBeats,
      key: transposeKey(spec.key, section.transposeSemitones ?? 0),
      next: spec.sections[index + 1] ?? null,
    });
    startBeat += lengthBeats;
  });
  return {
    spec,
    timeline,
    sections,
    chords: placeChords(spec, sections, random),
    totalBeats: startBeat,
  };
}

/** Whether a section has the part. */
export function plays(section: { parts: readonly Part[] }, part: Part): boolean {
  return section.parts.includes(part);
}

/** The chord under a beat; the last one for the closing beat. */
export function chordAt(arrangement: Arrangement, beat: number): PlacedChord {
  const { chords } = arrangement;
  let low = 0;
  let high = chords.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chords[middle].startBeat <= beat + 1e-6) low = middle;
    else high = middle - 1;
  }
  return chords[low];
}

function placeChords(spec: SongSpec, sections: PlacedSection[], random: Random): PlacedChord[] {
  const { production } = spec;
  const chords: PlacedChord[] = [];
  let previous: number[] = [];
  for (const section of sections) {
    const progression = progressionFor(spec, section, random);
    const slots = Math.ceil(section.bars / production.harmonicRhythmBars);
    const slotBeats = production.harmonicRhythmBars * spec.beatsPerBar;
    const inversions = random.fork(`inversions ${section.label}`);
    for (let slot = 0; slot < slots; slot++) {
      const numeral = progression[slot % progression.length];
      const chord = chordFromNumeral(numeral, section.key, production.chordColour);
      const offset = slot * slotBeats;
      const midi = voiceChord(chord, previous, CHORD_CENTRE_MIDI);
      const isInverted = production.hasInversions && slot % 4 > 0 && inversions.next() < 0.3;
      const bassPitchClass = isInverted
        ? chord.pitchClasses[1 + inversions.integer(2)]
        : chord.bassPitchClass;
      chords.push({
        startBeat: section.startBeat + offset,
        lengthBeats: Math.min(slotBeats, section.lengthBeats - offset),
        section,
        midi,
        bassMidi: nearestMidi(bassPitchClass, BASS_CENTRE_MIDI),
        pitchClasses: chord.pitchClasses,
        rootPitchClass: chord.pitchClasses[0],
      });
      previous = midi;
    }
  }
  chords.push(closingChord(spec, sections[sections.length - 1], previous));
  return chords;
}

/** The tonic on the closing beat. */
function closingChord(spec: SongSpec, section: PlacedSection, previous: number[]): PlacedChord {
  const numeral = spec.key.mode === 'minor' ? 'i' : 'I';
  const chord = chordFromNumeral(numeral, section.key, 0);
  return {
    startBeat: section.startBeat + section.lengthBeats,
    lengthBeats: 1,
    section,
    midi: voiceChord(chord, previous, CHORD_CENTRE_MIDI),
    bassMidi: nearestMidi(chord.bassPitchClass, BASS_CENTRE_MIDI),
    pitchClasses: chord.pitchClasses,
    rootPitchClass: chord.bassPitchClass,
  };
}

/** Sections of one label share a progression. */
function progressionFor(spec: SongSpec, section: PlacedSection, random: Random): readonly string[] {
  const { mode } = spec.key;
  const isFull = section.label === 'chorus' || section.label === 'drop';
  const isAway = section.label === 'bridge';
  const family = isFull ? 'full' : isAway ? 'away' : 'calm';
  const chance = random.fork(`progression ${family}`);
  if (spec.progressions) return chance.pick(spec.progressions[family]);
  if (spec.genre === 'jazz') return chance.pick(JAZZ_PROGRESSIONS[mode]);
  return chance.pick(PROGRESSIONS[mode][family]);
}
