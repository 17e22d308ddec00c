/**
 * What the drums play in each genre: one character a sixteenth, spaces for the eye, one or two bars.
 * `X` accent, `x` hit, `o` soft, `g` ghost, `r` two, `t` three and `R` four hits within the sixteenth.
 */
import type { DrumVoice, KitCharacter } from './drum-kit';
import type { Genre } from './song-spec';
import type { KickPattern } from './song-truth';

export type DrumPattern = Partial<Record<DrumVoice, string>>;

export interface DrumStyle {
  kits: readonly KitCharacter[];
  kickPattern: KickPattern;
  /** The groove at two or more energies; a section below 0.6 takes the first. */
  grooves: readonly DrumPattern[];
}

const FOUR_ON_THE_FLOOR = 'x... x... x... x...';
const BACKBEAT = '.... X... .... X...';
const EIGHTHS = 'x.o. x.o. x.o. x.o.';
const SIXTEENTHS = 'xgog xgog xgog xgog';
const OFFBEATS = '..x. ..x. ..x. ..x.';

/** Grooves in 4/4. */
export const DRUM_STYLES: Record<Genre, DrumStyle> = {
  pop: {
    kits: ['electronic', 'acoustic'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... ...x ..x. ....', rim: BACKBEAT, hat: EIGHTHS },
      {
        kick: 'x... ...x ..x. .... x... ..x. ..x. ...o',
        snare: '.... X..g .g.. X... .... X..g .g.. X..g',
        clap: BACKBEAT,
        hat: EIGHTHS,
        openHat: '.... .... .... ..x.',
        shaker: SIXTEENTHS,
      },
    ],
  },
  house: {
    kits: ['electronic'],
    kickPattern: 'regular',
    grooves: [
      { kick: FOUR_ON_THE_FLOOR, clap: BACKBEAT, hat: OFFBEATS, shaker: SIXTEENTHS },
      {
        kick: 'X... X... X... X...',
        clap: BACKBEAT,
        openHat: OFFBEATS,
        hat: 'o.go o.go o.go o.gr',
        shaker: SIXTEENTHS,
        rim: '...g ..g. .... .g.. ...g ..g. .g.. ...g',
        conga: '.... ...o .... ..o.',
      },
    ],
  },
  techno: {
    kits: ['electronic', 'hard'],
    kickPattern: 'regular',
    grooves: [
      { kick: FOUR_ON_THE_FLOOR, hat: OFFBEATS, rim: '...o ..o. ...o ..o.' },
      {
        kick: 'X... X... X... X...',
        openHat: OFFBEATS,
        hat: SIXTEENTHS,
        ride: 'o.o. o.o. o.o. o.o.',
        rim: 'x..x ..x. ..x. .x..',
        clap: '.... x... .... x...',
      },
    ],
  },
  trance: {
    kits: ['electronic', 'hard'],
    kickPattern: 'regular',
    grooves: [
      { kick: FOUR_ON_THE_FLOOR, openHat: OFFBEATS },
      { kick: FOUR_ON_THE_FLOOR, clap: BACKBEAT, openHat: OFFBEATS, hat: 'ogog ogog ogog ogog' },
    ],
  },
  edm: {
    kits: ['electronic', 'hard'],
    kickPattern: 'regular',
    grooves: [
      { kick: FOUR_ON_THE_FLOOR, clap: BACKBEAT, hat: OFFBEATS },
      {
        kick: 'X... X... X... X...',
        clap: BACKBEAT,
        snare: BACKBEAT,
        openHat: OFFBEATS,
        ride: EIGHTHS,
      },
    ],
  },
  rock: {
    kits: ['acoustic'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... .... x.x. ....', snare: BACKBEAT, hat: 'x.x. x.x. x.x. x.x.' },
      {
        kick: 'X... ..x. x.x. .... X... ..x. ..x. x...',
        snare: '.... X... .... X... .... X... .... X..g',
        ride: 'X.x. X.x. X.x. X.x.',
        openHat: '.... .... .... .... .... .... .... ..x.',
      },
    ],
  },
  'hip-hop': {
    kits: ['dusty'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... .... ..x. ....', snare: BACKBEAT, hat: 'x.x. x.x. x.x. x.x.' },
      {
        kick: 'X..x ..x. ..x. .... X..x .... .xx. ....',
        snare: '.... X..g .... X... .... X..g .g.. X...',
        hat: 'x.x. x.xo x.x. x.x.',
        openHat: '.... .... .... .... .... .... .... ..o.',
      },
    ],
  },
  trap: {
    kits: ['eight-o-eight'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... .... .... ..x.', clap: '.... .... X... ....', hat: 'x.x. x.x. x.x. x.x.' },
      {
        kick: 'X..x .... ..x. ..x. X... ..x. ...x .x..',
        clap: '.... .... X... ....',
        snare: '.... .... x... .... .... .... x... ..g.',
        hat: 'x.x. x.xr x.x. R.x. x.xt x.x. x.rr x.xR',
        openHat: '.... ..x. .... ....',
      },
    ],
  },
  'lo-fi': {
    kits: ['dusty'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... .... ..o. ....', rim: BACKBEAT, hat: 'o.o. o.o. o.o. o.o.' },
      {
        kick: 'x..g .... .xo. .... x... ..o. ..x. ....',
        snare: '.... x..g .... x...',
        hat: 'o.x. o.xg o.x. o.xg',
        shaker: '..g. ..g. ..g. ..g.',
      },
    ],
  },
  rnb: {
    kits: ['eight-o-eight', 'dusty'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... .... ..x. ....', clap: BACKBEAT, hat: EIGHTHS },
      {
        kick: 'x..o .... .xx. ..o. x... ..x. ..x. ....',
        snare: BACKBEAT,
        clap: BACKBEAT,
        hat: 'xgxg xgxr xgxg xgtg',
        rim: '.... ...o .... ..o.',
      },
    ],
  },
  reggae: {
    kits: ['acoustic'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: '.... .... x... ....', rim: '.... .... x... ....', hat: 'o.x. o.x. o.x. o.x.' },
      {
        kick: '.... .... X... .... .... .... X... ..o.',
        rim: '.... .... X... .... ...o .... X... .o..',
        hat: 'x.xo x.xo x.xo x.xo',
        conga: '..o. ...o ..o. o...',
      },
    ],
  },
  reggaeton: {
    kits: ['eight-o-eight', 'electronic'],
    kickPattern: 'regular',
    grooves: [
      { kick: FOUR_ON_THE_FLOOR, rim: '...x ..x. ...x ..x.' },
      {
        kick: 'X... X... X... X...',
        snare: '...X ..X. ...X ..X.',
        rim: '...x ..x. ...x ..x.',
        hat: EIGHTHS,
        shaker: 'o.g. o.g. o.g. o.g.',
      },
    ],
  },
  afrobeats: {
    kits: ['electronic', 'acoustic'],
    kickPattern: 'polyrhythmic',
    grooves: [
      { kick: 'x... ..o. ..x. ....', rim: 'x..x ..x. ..x. x...', shaker: SIXTEENTHS },
      {
        kick: 'X... ..x. ..x. ...o X..o ..x. ..x. x...',
        snare: '...x .... .... x...',
        rim: 'x..x ..x. ..x. x...',
        shaker: 'xgog xgog xgog xgog',
        conga: '..o. o..o ..o. o.oo',
        highConga: '.... ..o. .... .o..',
      },
    ],
  },
  amapiano: {
    kits: ['electronic'],
    kickPattern: 'polyrhythmic',
    grooves: [
      { kick: 'x... .... .... ....', shaker: 'xoxo xoxo xoxo xoxo', rim: '..x. ..x. .x.. x...' },
      {
        kick: 'x... o... x... o...',
        shaker: 'xoxo xoxo xoxo xoxo',
        rim: '..x. .x.. ..x. x..x',
        clap: '.... ..x. .... ....',
        conga: '...o .o.. ...o ..o.',
        highConga: 'o... .... .o.. ....',
      },
    ],
  },
  funk: {
    kits: ['acoustic', 'dusty'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x.x. .... ..x. ....', snare: BACKBEAT, hat: EIGHTHS },
      {
        kick: 'X.x. ...x ..x. .x.. X.x. ...o ..xx ....',
        snare: '.... X..g .g.g X..g',
        hat: 'xoxo xoxo xoxo xoxo',
        openHat: '.... .... .... .... .... .... .... ..x.',
        conga: '..o. ..oo ..o. ..oo',
      },
    ],
  },
  'uk-garage': {
    kits: ['electronic'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... .... ..x. ....', rim: BACKBEAT, hat: '..x. ..x. ..x. ..x.' },
      {
        kick: 'X... .... ..x. ...x X... .... .xx. ....',
        snare: '.... X... .... X... .... X.g. .g.. X..g',
        clap: BACKBEAT,
        hat: 'o.xo .ox. o.xo .oxg',
        openHat: '..x. .... ..x. ....',
        shaker: 'g.og g.og g.og g.og',
      },
    ],
  },
  grime: {
    kits: ['eight-o-eight', 'hard'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x..x .... ..x. ....', clap: '.... .... X... ....' },
      {
        kick: 'X..x ..x. ..x. .... X..x ..x. ...x ..x.',
        snare: '.... .... X... .... .... .... X... ...x',
        clap: '.... .... X... ....',
        hat: 'x.x. x.xo x.x. xox.',
      },
    ],
  },
  'jersey-club': {
    kits: ['electronic', 'eight-o-eight'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... x... x... ....', clap: BACKBEAT },
      {
        kick: 'X... X... X..x ..x.',
        clap: '.... X... .... X...',
        snare: '.... .... .... .... .... .... .... x.xx',
        hat: '..x. ..x. ..x. ..x.',
        highConga: '...o .... ..o. ....',
      },
    ],
  },
  'drum-and-bass': {
    kits: ['dusty', 'acoustic', 'hard'],
    kickPattern: 'breakbeat',
    grooves: [
      { kick: 'x... .... ..x. ....', snare: BACKBEAT, hat: EIGHTHS },
      {
        kick: 'X... .... ..x. .... X.x. .... ..xx ....',
        snare: '.... X..g .g.. X..g .... X..g .g.g X...',
        ride: 'x.x. x.x. x.x. x.x.',
        hat: 'ogog ogog ogog ogog',
        shaker: 'g.g. g.g. g.g. g.g.',
      },
    ],
  },
  hardcore: {
    kits: ['hard'],
    kickPattern: 'regular',
    grooves: [
      { kick: FOUR_ON_THE_FLOOR, hat: OFFBEATS },
      {
        kick: 'X... X... X... X...',
        clap: BACKBEAT,
        openHat: OFFBEATS,
        ride: 'o.o. o.o. o.o. o.o.',
      },
    ],
  },
  dubstep: {
    kits: ['hard', 'eight-o-eight'],
    kickPattern: 'syncopated',
    grooves: [
      { kick: 'x... .... .... ..o.', rim: '.... .... x... ....', hat: 'x... x... x... x.o.' },
      {
        kick: 'X... .... .... ..x. X... ..x. .... ....',
        snare: '.... .... X... ....',
        clap: '.... .... X... ....',
        hat: 'x.o. x.ox x.o. x.or',
        openHat: '.... .... .... .... .... ..x. .... ....',
      },
    ],
  },
  ambient: {
    kits: ['dusty', 'electronic'],
    kickPattern: 'none',
    grooves: [
      { shaker: '..g. ..g. ..g. ..g.' },
      {
        kick: 'o... .... .... .... ....  .... o... ....',
        shaker: '..o. ..g. ..o. ..g.',
        rim: '.... .... g... ....',
      },
    ],
  },
  jazz: {
    kits: ['acoustic'],
    kickPattern: 'syncopated',
    grooves: [
      { ride: 'x... x.o. x... x.o.', hat: '.... o... .... o...' },
      {
        ride: 'x... X.x. x... X.x.',
        hat: '.... x... .... x...',
        kick: 'g... g... g... g.o.',
        snare: '.... ..g. .... .... ..g. .... .... g.g.',
      },
    ],
  },
  folk: {
    kits: ['acoustic'],
    kickPattern: 'syncopated',
    grooves: [
      { shaker: 'o.g. x.g. o.g. x.g.' },
      { kick: 'o... .... o... ..o.', rim: '.... x... .... x...', shaker: 'o.g. x.g. o.g. x.g.' },
    ],
  },
};

/** Grooves in 3/4 (twelve sixteenths a bar); genres keep their kits. */
export const WALTZ_GROOVES: readonly (readonly DrumPattern[])[] = [
  [
    { kick: 'x... .... ....', hat: '.... x... x...' },
    { kick: 'X... .... ..o.', snare: '.... x... x...', ride: 'x.o. x.o. x.o.' },
  ],
  [
    { kick: 'x... .... ....', rim: '.... .... x...', hat: 'x.o. x.o. x.o.' },
    {
      kick: 'X... ..x. .... X... .... x...',
      snare: '.... .... X... .... ..g. X...',
      hat: 'x.x. x.x. x.x.',
    },
  ],
  [
    { shaker: 'x.g. o.g. o.g.', kick: 'o... .... ....' },
    { kick: 'X... .... o...', snare: '.... o... X...', ride: 'x... x.o. x.o.' },
  ],
];

/** Splits a written pattern into steps. */
export function stepsOf(pattern: string): string[] {
  return [...pattern.replaceAll(' ', '')];
}

/** Loudness of a step's character; 0 = rest. */
export const STEP_VELOCITY: Record<string, number> = {
  X: 1,
  x: 0.8,
  o: 0.52,
  g: 0.24,
  r: 0.55,
  t: 0.5,
  R: 0.45,
};

/** Hits within the step. */
export const STEP_HITS: Record<string, number> = { r: 2, t: 3, R: 4 };
