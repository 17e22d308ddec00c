/** Tunes: phrases of two bars that repeat and answer each other, over the chords, with rests to breathe. */
import type { Random } from '@/lib/base/random';
import { scalePitchClasses } from '@/lib/music/scale';
import { type Arrangement, chordAt, type PlacedSection } from './arrangement';
import { patternSteps } from './genre-styles';
import { alterToChord } from './harmony';

export interface MelodyNote {
  startBeat: number;
  endBeat: number;
  midi: number;
  /** Index of its phrase within the section. */
  phrase: number;
}

export interface MelodyPhrase {
  notes: MelodyNote[];
  /** The downbeat that the phrase belongs to. */
  anchorBeat: number;
}

export type MelodyStyle = 'lyrical' | 'hook' | 'rap';

const STEPS_PER_BEAT = 4;
/** How a tune moves: it turns, repeats a note or leaps a third with these chances, within a reach. */
const TURN_CHANCE = 0.3;
const REPEAT_CHANCE = 0.12;
const LEAP_CHANCE = 0.22;
const REACH_RUNGS = 3;

/** Rhythms of two bars in 4/4, one character a sixteenth: `x` a new syllable, `-` holds, `.` rests. */
const RHYTHMS: Record<MelodyStyle | 'verse', readonly string[]> = {
  verse: [
    'x-x- x--- x-x- x--- x-x- --x- x--- --..',
    '..x- x-x- x--- x-x- x--- x--- ---. ....',
    'x--- x-x- x-x- x--- x--- --x- x--- ....',
    '..x- x--x --x- x--- x-x- x--- ---- ....',
  ],
  hook: [
    'x--- --x- x--- --x- x--- x--- ---- --..',
    'x--- x--- x--- ---- ..x- x-x- x--- ---.',
    'x--x --x- --x- x--- x--x --x- ---- --..',
    '..x- x--- x--- --x- x--- x--- ---- ....',
  ],
  lyrical: [
    'x--- ---- x--- x--- x--- ---- ---- --..',
    'x--- --x- x--- ---- x--- x--- ---- ....',
    '.... x--- x--- x--- x--- ---- ---- ....',
  ],
  rap: [
    'x-xx x-x- x-xx x-x- x-xx x-x- x--- ....',
    '.xx- xx-x x-x- xx-- .xx- xx-x x-x- x...',
    'x-x- xxx- x-x- xxx- x-x- x-x- xx-- ....',
  ],
};
const WALTZ_RHYTHMS: readonly string[] = [
  'x--- x-x- x--- x--- ---- --..',
  'x--- ---- x--- x--- x--- ....',
  'x--- x--- x-x- x--- ---- ....',
];
/** Short notes that lead into the first downbeat. */
const PICKUPS: readonly string[] = ['', '', 'x-', 'x-x-'];
/** Order of the phrases: the same letter is the same tune. */
const FORMS: readonly (readonly string[])[] = [
  ['a', 'b', 'a', 'c'],
  ['a', 'a', 'b', 'c'],
  ['a', 'b', 'a', 'b'],
];

/**
 * Writes a section's tune. Sections of one label share it.
 * @param centreMidi middle of the range; a full section should lie higher than a calm one
 */
export function composeMelody(
  arrangement: Arrangement,
  section: PlacedSection,
  style: MelodyStyle,
  centreMidi: number,
  random: Random,
): MelodyPhrase[] {
  const { spec } = arrangement;
  const isFull = section.label === 'chorus' || section.label === 'drop';
  const own = random.fork(`melody ${section.label}`);
  const rhythms =
    spec.beatsPerBar === 3 ? WALTZ_RHYTHMS : RHYTHMS[style === 'rap' || isFull ? style : 'verse'];
  const form = own.pick(FORMS);
  const phraseBeats = 2 * spec.beatsPerBar;
  const phrases: MelodyPhrase[] = [];
  for (let index = 0; index * phraseBeats < section.lengthBeats; index++) {
    const letter = own.fork(`phrase ${form[index % form.length]}`);
    const anchorBeat = section.startBeat + index * phraseBeats;
    const rhythm = patternSteps(letter.pick(rhythms)).slice(
      0,
      (section.startBeat + section.lengthBeats - anchorBeat) * STEPS_PER_BEAT,
    );
    const pickup = rhythm[0] === '.' || anchorBeat === 0 ? '' : letter.pick(PICKUPS);
    const marks = [...pickup, ...rhythm];
    const firstBeat = anchorBeat - pickup.length / STEPS_PER_BEAT;
    const isEnd = index % 4 === 3;
    const notes = placeNotes(arrangement, section, marks, firstBeat, centreMidi, isEnd, letter);
    phrases.push({ notes: notes.map((note) => ({ ...note, phrase: index })), anchorBeat });
  }
  return phrases.filter((phrase) => phrase.notes.length > 0);
}

function placeNotes(
  arrangement: Arrangement,
  section: PlacedSection,
  marks: readonly string[],
  firstBeat: number,
  centreMidi: number,
  endsOnTonic: boolean,
  random: Random,
): Omit<MelodyNote, 'phrase'>[] {
  const ladder = scaleLadder(section, centreMidi);
  const home = Math.floor(ladder.length / 2);
  const onsets = marks.flatMap((mark, step) => (mark === 'x' ? [step] : []));
  let rung = home + random.integer(4) - 1;
  let direction = random.next() < 0.5 ? 1 : -1;
  return onsets.map((step, index) => {
    let length = 1;
    while (marks[step + length] === '-') length++;
    const beat = firstBeat + step / STEPS_PER_BEAT;
    if (random.next() < TURN_CHANCE) direction = -direction;
    if (rung >= home + REACH_RUNGS) direction = -1;
    if (rung <= home - REACH_RUNGS) direction = 1;
    const chance = random.next();
    const stride = chance < REPEAT_CHANCE ? 0 : chance < 1 - LEAP_CHANCE ? 1 : 2;
    if (index > 0) rung += direction * stride;
    rung = Math.min(ladder.length - 1, Math.max(0, rung));
    const isStrong = Math.abs(beat - Math.round(beat)) < 1e-6 && length >= 3;
    const isLast = index === onsets.length - 1;
    const chord = chordAt(arrangement, Math.max(beat, section.startBeat)).pitchClasses;
    const tonic = scalePitchClasses(section.key)[0];
    if (isLast && endsOnTonic) rung = nearestRung(ladder, rung, direction, [tonic]);
    else if (isStrong || isLast) rung = nearestRung(ladder, rung, direction, chord);
    return {
      startBeat: beat,
      endBeat: beat + length / STEPS_PER_BEAT,
      midi: alterToChord(ladder[rung], chord, section.key),
    };
  });
}

/** Notes of the scale within a sixth of the centre. */
function scaleLadder(section: PlacedSection, centreMidi: number): number[] {
  const scale = scalePitchClasses(section.key);
  const ladder: number[] = [];
  for (let midi = centreMidi - 8; midi <= centreMidi + 8; midi++) {
    if (scale.includes(midi % 12)) ladder.push(midi);
  }
  return ladder;
}

/**
 * The rung nearest to the wanted one whose pitch class is allowed, onwards before back; the wanted one
 * if none is.
 */
function nearestRung(
  ladder: readonly number[],
  wanted: number,
  direction: number,
  allowed: readonly number[],
): number {
  for (let distance = 0; distance < ladder.length; distance++) {
    for (const rung of [wanted + direction * distance, wanted - direction * distance]) {
      if (ladder[rung] !== undefined && allowed.includes(ladder[rung] % 12)) return rung;
    }
  }
  return wanted;
}
