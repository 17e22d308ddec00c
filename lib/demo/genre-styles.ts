/**
 * What bass and chords play in each genre. Patterns have one character a sixteenth, one or two bars.
 * Bass: `R` root, `8` octave, `5` fifth, `3` third, `7` seventh, `a` approach to the next root, `-` holds, `.` rests.
 * Chords: `x` strike, `o` soft strike, `-` holds, `.` rests. Arp: a digit is the chord tone to play.
 */
import type { Genre } from './song-spec';

export type BassSound =
  | 'sub'
  | 'saw'
  | 'reese'
  | 'finger'
  | 'acid'
  | 'eight-o-eight'
  | 'log'
  | 'square';
export type ChordSound =
  | 'supersaw'
  | 'electric-piano'
  | 'piano'
  | 'organ'
  | 'guitar'
  | 'pluck'
  | 'bell'
  | 'distorted-guitar';
export type PadSound = 'supersaw' | 'strings' | 'hollow';

export interface GenreStyle {
  bassSounds: readonly BassSound[];
  bassPatterns: readonly string[];
  chordSounds: readonly ChordSound[];
  chordPatterns: readonly string[];
  padSounds: readonly PadSound[];
  arpPatterns: readonly string[];
  /** Melodies: long notes, quick words or neither. */
  melody: 'lyrical' | 'hook' | 'rap';
}

const HELD = 'x--- ---- ---- ----';
const QUARTERS = 'x--- o--- x--- o---';
const OFFBEAT_STABS = '..x- ..x- ..x- ..x-';

const DANCE: GenreStyle = {
  bassSounds: ['saw', 'square', 'sub'],
  bassPatterns: ['..R- ..R- ..R- ..8-', '.RR- .RR- .RR- .R8-', '..R. R.R- ..R. R.8-'],
  chordSounds: ['supersaw', 'pluck', 'piano'],
  chordPatterns: ['x--. ..x- -.x- -.x-', 'x-.x -..x -..x -.x-', OFFBEAT_STABS],
  padSounds: ['supersaw', 'strings'],
  arpPatterns: ['0210 2102 1021 0213', '0123 2101 2321 0121'],
  melody: 'hook',
};
const POP: GenreStyle = {
  bassSounds: ['saw', 'sub', 'finger'],
  bassPatterns: ['R-R- R-R- R-R- R-8-', 'R--- --R- R-.R --5-', 'R-.R -.R- R-.R -.5-'],
  chordSounds: ['piano', 'pluck', 'supersaw', 'electric-piano'],
  chordPatterns: [QUARTERS, 'x--x --x- -x-- x-x-', HELD],
  padSounds: ['supersaw', 'strings', 'hollow'],
  arpPatterns: ['0.1. 2.1. 3.2. 1.2.', '0.2. 1.2. 0.2. 3.2.', '012. 012. 012. 01.2'],
  melody: 'hook',
};
const SLOW: GenreStyle = {
  bassSounds: ['sub', 'finger'],
  bassPatterns: ['R--- ---. ..R- --5-', 'R--- --.R --.. R-a-'],
  chordSounds: ['electric-piano', 'piano', 'guitar'],
  chordPatterns: [HELD, 'x--- --o- ---- o---', 'x--- ---- ..x- ----'],
  padSounds: ['hollow', 'strings'],
  arpPatterns: ['0... 2... 1.3. ....', '..0. ..2. ..1. ..3.'],
  melody: 'lyrical',
};
const LATIN: GenreStyle = {
  bassSounds: ['sub', 'finger', 'square'],
  bassPatterns: ['R--R --R- R--R --5-', 'R--. ..R- ..5- R-8.', 'R--R ..5- ..R- 8--.'],
  chordSounds: ['pluck', 'guitar', 'bell', 'electric-piano'],
  chordPatterns: ['..x. ..x. ..x. ..x.', 'x..x ..x. ..x. x...', '..x- ...x -..x ..x-'],
  padSounds: ['hollow', 'supersaw'],
  arpPatterns: ['0..1 ..2. ..1. 3...', '.0.2 .1.. 2.1. .3..'],
  melody: 'hook',
};
const HIP_HOP: GenreStyle = {
  bassSounds: ['sub', 'finger'],
  bassPatterns: ['R--. ..R- ..5- ..R.', 'R-.R ..R- ...8 -.a-'],
  chordSounds: ['electric-piano', 'piano', 'guitar'],
  chordPatterns: ['x--- --.. ..x- -...', 'x--. ..x- ---- ....', HELD],
  padSounds: ['strings', 'hollow'],
  arpPatterns: ['0... ..2. 1... ....', '..3. 2... 1.0. ....'],
  melody: 'rap',
};

export const GENRE_STYLES: Record<Genre, GenreStyle> = {
  pop: POP,
  house: { ...DANCE, chordSounds: ['electric-piano', 'piano', 'organ', 'pluck'] },
  techno: {
    ...DANCE,
    bassSounds: ['acid', 'saw', 'sub'],
    bassPatterns: ['.RRR .RRR .RRR .RR8', '..R. ..R. ..RR ..R.', 'RR8R .R5R R.8R .RR8'],
    chordSounds: ['supersaw', 'pluck'],
    chordPatterns: ['...x ..x. ...x ..x.', 'x... ..x. .... ..x.'],
  },
  trance: {
    ...DANCE,
    bassPatterns: ['.RRR .RRR .RRR .RRR', '..R. ..R. ..R. ..R.'],
    chordSounds: ['supersaw'],
    chordPatterns: ['x.xx .xx. x.xx .xx.', OFFBEAT_STABS],
    arpPatterns: ['0120 1201 2012 0123', '0303 2323 1313 2323'],
    melody: 'lyrical',
  },
  edm: DANCE,
  rock: {
    ...POP,
    bassSounds: ['finger', 'saw'],
    bassPatterns: ['R-R- R-R- R-R- R-R-', 'R-R- R-R- R-8- R-a-'],
    chordSounds: ['distorted-guitar', 'guitar'],
    chordPatterns: ['x-x- x-x- x-x- x-x-', 'x--- --x- x-x- --x-', HELD],
    padSounds: ['strings', 'hollow'],
  },
  'hip-hop': HIP_HOP,
  trap: {
    ...HIP_HOP,
    bassSounds: ['eight-o-eight'],
    bassPatterns: ['R--- ---- ..R- --5-', 'R--R ---- ..R- ..8- R--- ..R- --.R .R--'],
    chordSounds: ['bell', 'pluck', 'piano'],
    chordPatterns: [HELD, 'x--- ..x- -... x---'],
    arpPatterns: ['0.2. 1.3. 2.1. 0...', '3..2 ..1. 0..1 ..2.'],
  },
  'lo-fi': SLOW,
  rnb: { ...SLOW, bassSounds: ['sub', 'eight-o-eight'] },
  reggae: {
    ...LATIN,
    bassSounds: ['finger', 'sub'],
    bassPatterns: ['R-.R -.5- R-.8 -.5-', '..R- 3-5- ..R- 5-3-', 'R--. R-3- 5--. ..a-'],
    chordSounds: ['organ', 'guitar'],
    chordPatterns: ['.... x... .... x...', '..x. ..x. ..x. ..x.'],
    melody: 'lyrical',
  },
  reggaeton: LATIN,
  afrobeats: LATIN,
  amapiano: {
    ...LATIN,
    bassSounds: ['log'],
    bassPatterns: [
      '..R. .R.. R..8 ..5. ...R ..R. .8.R ..R.',
      'R..R ..R. ...R .58. ..R. .R.. R..R .R..',
    ],
    chordSounds: ['electric-piano', 'piano'],
    chordPatterns: ['x--- ..x- ---- ..x-', HELD],
  },
  funk: {
    ...POP,
    bassSounds: ['finger', 'square'],
    bassPatterns: ['R..R ..8. .R.5 ..7.', 'R.R. ..R8 ..R. .75.', 'R... .R.8 R..5 .7a.'],
    chordSounds: ['guitar', 'electric-piano', 'organ'],
    chordPatterns: ['..x. x.o. .x.x ..o.', 'xo.x .ox. .xo. x.ox'],
  },
  'uk-garage': {
    ...DANCE,
    bassSounds: ['sub', 'square', 'reese'],
    bassPatterns: ['R-.. ..R- .R-. ..8.', '..R- .5.. R--. .R.8'],
    chordSounds: ['organ', 'electric-piano', 'pluck'],
    chordPatterns: ['x-.. ..x- .... x-..', '..x. ...x ..x. .x..'],
  },
  grime: {
    ...HIP_HOP,
    bassSounds: ['square', 'sub', 'reese'],
    bassPatterns: ['R--R --R- --.. R-3-', 'R--. ..R- R-.. 5-3-'],
    chordSounds: ['pluck', 'bell', 'supersaw'],
    chordPatterns: ['x..x ..x. x..x ..x.', 'x--- ---- x--- ----'],
  },
  'jersey-club': {
    ...DANCE,
    bassSounds: ['eight-o-eight', 'sub'],
    bassPatterns: ['R--- R--- R--R --R-', 'R--- ..R- R--R ..8-'],
    chordPatterns: ['x--- ..x- -..x ..x-', HELD],
  },
  'drum-and-bass': {
    ...DANCE,
    bassSounds: ['reese', 'sub', 'saw'],
    bassPatterns: [
      'R--- ---- ---- --5- R--- ---- 3--- 5---',
      'R-.. ..R- ..R. .8.. R-.. ..R- ..5- ..3-',
    ],
    chordSounds: ['electric-piano', 'pluck', 'bell'],
    chordPatterns: [HELD, 'x--- ---- ..x- ----'],
    melody: 'lyrical',
  },
  hardcore: {
    ...DANCE,
    bassSounds: ['saw', 'reese'],
    bassPatterns: ['..R. ..R. ..R. ..R.', '.RRR .RRR .RRR .RRR'],
    chordSounds: ['supersaw', 'piano'],
  },
  dubstep: {
    ...DANCE,
    bassSounds: ['reese', 'eight-o-eight', 'acid'],
    bassPatterns: ['R--- ---- R-R- R---', 'R--- --R- --.. R-3- R--- ---- RRR- 5---'],
    chordPatterns: [HELD, 'x--- ---- .... ....'],
  },
  ambient: {
    ...SLOW,
    bassPatterns: ['R--- ---- ---- ----'],
    chordPatterns: [HELD],
    chordSounds: ['bell', 'electric-piano', 'piano'],
    arpPatterns: ['0... ..2. .... 1...', '..0. .... 3... ..1.'],
  },
  jazz: {
    ...SLOW,
    bassSounds: ['finger'],
    bassPatterns: ['R-.. 3-.. 5-.. a-..', 'R-.. 5-.. 8-.. a-..'],
    chordSounds: ['piano', 'electric-piano', 'guitar'],
    chordPatterns: ['x... ..x- .... ....', '..x- .... ..x- -...', '.... x... ..x- ....'],
  },
  folk: {
    ...SLOW,
    bassSounds: ['finger'],
    bassPatterns: ['R--- ---- 5--- ----', 'R--- --.. R--- a---'],
    chordSounds: ['guitar', 'piano'],
    chordPatterns: ['x-o- x-o- x-o- x-o-', 'x--- x-o- --o- x-o-'],
    padSounds: ['strings'],
  },
};

/** Parts in 3/4, twelve sixteenths a bar. */
export const WALTZ_STYLE = {
  bassPatterns: ['R--- ---- ----', 'R--- .... 5-..', 'R--- R--- 5---'],
  chordPatterns: ['.... x-.. x-..', 'x--- o--- o---', 'x--- ---- ----', 'x-o- x-o- x-o-'],
  arpPatterns: ['0.1. 2.3. 2.1.', '0.2. 1.2. 3.2.'],
} as const;

/** Bars that a written pattern lasts, and its steps. */
export function patternSteps(pattern: string): string[] {
  return [...pattern.replaceAll(' ', '')];
}
