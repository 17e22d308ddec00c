/**
 * The words that the planner knows, as data: phrases, what they ask for, and what their negation asks
 * for. `~` in a phrase stands for up to two words between. Source: the mixing rules' table of what the
 * sentence says.
 */
import type { StemName } from '@/lib/music/stem-names';
import type { Wishes } from './prompt-intent';

/** One effect on the wishes with its wording for the chip. */
export interface Effect {
  set: Partial<Wishes>;
  meaning: string;
}

export interface LexiconEntry extends Effect {
  phrases: readonly string[];
  /** What the opposite asks for; null where a negation says nothing that can be acted on. */
  negated: Effect | null;
  /** Holds only where nothing else in the sentence speaks of the voice. */
  isWeak?: boolean;
}

const energyHigh: Effect = { set: { energy: 'high' }, meaning: 'High energy' };
const energyMedium: Effect = { set: { energy: 'medium' }, meaning: 'Medium energy' };
const energyLow: Effect = { set: { energy: 'low' }, meaning: 'Low energy' };
const calm: Effect = {
  set: { energy: 'low', transitions: ['crossfade'] },
  meaning: 'Low energy, gentle transitions',
};
const edmArc: Effect = {
  set: { drop: 'wanted', energy: 'high' },
  meaning: 'Builds to a drop, high energy',
};
const noDrop: Effect = { set: { drop: 'none' }, meaning: 'No drop' };
const longBuild: Effect = { set: { structure: 'build' }, meaning: 'A long build, late peak' };
const immediate: Effect = { set: { structure: 'immediate' }, meaning: 'Straight in' };
const faster: Effect = {
  set: { tempo: { kind: 'relative', direction: 'faster' } },
  meaning: 'Faster',
};
const slower: Effect = {
  set: { tempo: { kind: 'relative', direction: 'slower' } },
  meaning: 'Slower',
};
const voiceFront: Effect = { set: { vocalProminence: 'prominent' }, meaning: 'Voice up front' };
const voiceLittle: Effect = { set: { vocalProminence: 'little' }, meaning: 'Little voice' };
const clean: Effect = { set: { creativity: 0 }, meaning: 'Clean (creativity 0)' };
const plain: Effect = { set: { creativity: 1 }, meaning: 'Nothing wild (creativity 1)' };
const creative: Effect = { set: { creativity: 2 }, meaning: 'Creative (creativity 2)' };

function length(seconds: number): Effect {
  return { set: { lengthSeconds: seconds }, meaning: `About ${seconds} seconds` };
}

export const LEXICON: readonly LexiconEntry[] = [
  // Creativity
  {
    phrases: [
      'clean',
      'smooth',
      'radio ready',
      'radio',
      'radio edit',
      'safe',
      'simple',
      'polished',
      'tasteful',
      'seamless',
    ],
    ...clean,
    negated: creative,
  },
  {
    phrases: [
      'interesting',
      'unique',
      'creative',
      'different',
      'surprising',
      'surprise me',
      'unexpected',
      'original',
      'inventive',
      'clever',
    ],
    ...creative,
    negated: clean,
  },
  {
    phrases: ['wild', 'adventurous', 'daring', 'bold', 'playful'],
    set: { creativity: 3 },
    meaning: 'Wild (creativity 3)',
    negated: plain,
  },
  {
    phrases: [
      'crazy',
      'experimental',
      'insane',
      'chaotic',
      'chaos',
      'weird',
      'glitchy',
      'mad',
      'bonkers',
      'avant garde',
    ],
    set: { creativity: 4 },
    meaning: 'Experimental (creativity 4)',
    negated: plain,
  },
  // Structure
  {
    phrases: [
      'build slowly',
      'slow build',
      'slow burn',
      'slow burner',
      'slowly build',
      'slowly builds',
      'builds slowly',
      'build up',
      'buildup',
      'build it up',
      'builds up',
      'build',
      'builds',
      'building',
      'rise',
      'rises',
      'rising',
      'gradual',
      'gradually',
      'long ~ build',
      'long ~ buildup',
      'big ~ build',
      'take ~ time',
      'takes ~ time',
      'crescendo',
      'progressive',
      'ease in',
      'anticipation',
      'tension',
    ],
    ...longBuild,
    negated: immediate,
  },
  {
    phrases: [
      'straight in',
      'straight into',
      'straight to',
      'straight away',
      'immediate',
      'immediately',
      'hook first',
      'right away',
      'instant',
      'instantly',
      'get to the point',
      'start with the hook',
      'start with the chorus',
      'start on the chorus',
      'start with the vocals',
      'from the start',
      'from the first bar',
      'from the beginning',
      'right in',
      'jump in',
      'jump right in',
      'jump straight in',
      'dive in',
      'hit the ground running',
      'open with the hook',
      'open with the chorus',
      'chorus first',
      'in your face',
      'no waiting',
      'right from the start',
    ],
    ...immediate,
    negated: longBuild,
  },
  // Energy
  {
    phrases: [
      'drop',
      'drops',
      'big drop',
      'huge drop',
      'massive drop',
      'drop the bass',
      'banger',
      'festival',
      'club',
      'clubby',
      'big room',
      'mainstage',
      'main stage',
      'peak time',
      'rave',
    ],
    ...edmArc,
    negated: noDrop,
  },
  {
    phrases: [
      'high energy',
      'more energy',
      'lots of energy',
      'full of energy',
      'energy',
      'energetic',
      'hype',
      'hyped',
      'party',
      'intense',
      'hard',
      'harder',
      'hard hitting',
      'heavy',
      'epic',
      'massive',
      'huge',
      'powerful',
      'loud',
      'louder',
      'pumping',
      'lit',
      'hands up',
      'workout',
      'gym',
      'dancefloor',
      'dance floor',
      'danceable',
      'aggressive',
      'explosive',
      'euphoric',
      'upbeat',
      'driving',
    ],
    ...energyHigh,
    negated: energyMedium,
  },
  { phrases: ['medium energy', 'steady', 'moderate', 'balanced'], ...energyMedium, negated: null },
  {
    phrases: [
      'chill',
      'chilled',
      'chillout',
      'chill out',
      'mellow',
      'late night',
      'calm',
      'relaxed',
      'relaxing',
      'soft',
      'softer',
      'gentle',
      'quiet',
      'dreamy',
      'laid back',
      'sleepy',
      'lounge',
      'downtempo',
      'soothing',
      'easy going',
      'subtle',
      'intimate',
      'sunset',
      'study',
      'rainy',
      'cosy',
      'cozy',
      'peaceful',
      'ballad',
    ],
    ...calm,
    negated: energyHigh,
  },
  { phrases: ['low energy', 'less energy'], ...energyLow, negated: energyHigh },
  // Voice
  {
    phrases: [
      'vocals up front',
      'vocal up front',
      'voice up front',
      'vocals upfront',
      'vocals ~ front',
      'voice ~ front',
      'a cappella',
      'acappella',
      'acapella',
      'a capella',
      'accapella',
      'let her sing',
      'let him sing',
      'let them sing',
      'more vocals',
      'more voice',
      'lots of vocals',
      'lots of voice',
      'vocal heavy',
      'voice forward',
      'vocal forward',
      'loud vocals',
      'focus on the vocals',
      'focus on the voice',
      'vocal driven',
      'showcase the vocals',
      'showcase the voice',
      'singalong',
      'sing along',
      'only vocals',
      'vocals only',
      'all vocals',
      'vocals loud',
      'vocals louder',
      'louder vocals',
      'vocals throughout',
      'full vocals',
    ],
    ...voiceFront,
    negated: voiceLittle,
  },
  {
    phrases: [
      'instrumental',
      'instrumental version',
      'mostly instrumental',
      'dub',
      'dub mix',
      'dub version',
      'less vocals',
      'less voice',
      'fewer vocals',
      'little voice',
      'few vocals',
      'little vocals',
      'not much vocals',
      'not much voice',
      'not many vocals',
      'just the beat',
      'only the beat',
      'beat only',
      'beat tape',
      'mostly beat',
      'quiet vocals',
      'vocals quieter',
      'vocals low',
      'vocal chops',
      'sparse vocals',
      'minimal vocals',
      'less singing',
    ],
    ...voiceLittle,
    negated: voiceFront,
  },
  { phrases: ['beat', 'beats'], ...voiceLittle, negated: null, isWeak: true },
  // Length in words; numbers are read on their own
  { phrases: ['teaser', 'snippet', 'clip', 'jingle'], ...length(30), negated: null },
  {
    phrases: ['short', 'shorter', 'quick', 'brief', 'short one', 'quick one', 'short and sweet'],
    ...length(45),
    negated: length(120),
  },
  {
    phrases: ['long', 'longer', 'extended', 'extended mix', 'full length'],
    ...length(150),
    negated: length(60),
  },
  // Tempo in words
  {
    phrases: [
      'faster',
      'fast',
      'speed it up',
      'speed up',
      'sped up',
      'quicker',
      'uptempo',
      'up tempo',
      'nightcore',
    ],
    ...faster,
    negated: slower,
  },
  {
    phrases: ['slower', 'slow', 'slow it down', 'slow down', 'slowed', 'slowed down'],
    ...slower,
    negated: faster,
  },
  // Parts
  {
    phrases: ['short ~ intro', 'quick ~ intro', 'brief ~ intro'],
    set: { intro: 'short' },
    meaning: 'Short intro',
    negated: { set: { intro: 'long' }, meaning: 'Long intro' },
  },
  {
    phrases: ['long ~ intro', 'extended ~ intro', 'longer ~ intro', 'dj intro'],
    set: { intro: 'long' },
    meaning: 'Long intro',
    negated: { set: { intro: 'short' }, meaning: 'Short intro' },
  },
  {
    phrases: ['skip the intro', 'intro'],
    set: {},
    meaning: 'Intro',
    negated: { set: { intro: 'none' }, meaning: 'No intro' },
  },
  {
    phrases: ['long ~ breakdown', 'big ~ breakdown', 'extended ~ breakdown', 'long ~ break'],
    set: { breakdown: 'long' },
    meaning: 'Long breakdown',
    negated: { set: { breakdown: 'short' }, meaning: 'Short breakdown' },
  },
  {
    phrases: ['short ~ breakdown', 'quick ~ breakdown', 'short ~ break', 'breakdown'],
    set: { breakdown: 'short' },
    meaning: 'A short breakdown',
    negated: { set: { breakdown: 'none' }, meaning: 'No breakdown' },
  },
  {
    phrases: [
      'long ~ outro',
      'fade out',
      'fades out',
      'slow fade',
      'long ~ ending',
      'dj outro',
      'fading out',
    ],
    set: { outro: 'long' },
    meaning: 'Long outro',
    negated: { set: { outro: 'short' }, meaning: 'Short outro' },
  },
  {
    phrases: [
      'short ~ outro',
      'quick ~ outro',
      'short ~ ending',
      'quick ~ ending',
      'sudden end',
      'sudden ending',
      'abrupt ending',
      'end abruptly',
      'hard stop',
    ],
    set: { outro: 'short' },
    meaning: 'Short outro',
    negated: { set: { outro: 'long' }, meaning: 'Long outro' },
  },
  // Transitions
  ...(
    [
      [
        'cut',
        'cuts',
        ['cut', 'cuts', 'hard cut', 'hard cuts', 'quick cuts', 'sharp cuts', 'abrupt', 'choppy'],
      ],
      [
        'crossfade',
        'crossfades',
        [
          'crossfade',
          'crossfades',
          'cross fade',
          'cross fades',
          'crossfaded',
          'blend',
          'blended',
          'smooth transitions',
          'long transitions',
          'soft transitions',
          'gentle transitions',
          'fades',
        ],
      ],
      [
        'filter-sweep',
        'filter sweeps',
        [
          'filter',
          'filters',
          'filter sweep',
          'filter sweeps',
          'sweep',
          'sweeps',
          'filtered',
          'risers',
          'whoosh',
        ],
      ],
      [
        'silence-gap',
        'gaps of silence',
        [
          'silence',
          'silences',
          'gap',
          'gaps',
          'silence gap',
          'pause',
          'pauses',
          'stop start',
          'stops',
          'dead air',
          'silent gap',
          'moment of silence',
        ],
      ],
      ['bass-swap', 'bass swaps', ['bass swap', 'bass swaps', 'swap the bass', 'swap the basses']],
      [
        'echo-tail',
        'echo tails',
        ['echo tail', 'echo tails', 'echo out', 'echoes', 'delay throws'],
      ],
      ['drop-out', 'drop-outs', ['drop out', 'drop outs', 'dropouts', 'drums drop out']],
    ] as const
  ).map(
    ([type, name, phrases]): LexiconEntry => ({
      phrases,
      set: { transitions: [type] },
      meaning: `Transitions: ${name}`,
      negated: { set: { transitionsAvoided: [type] }, meaning: `No ${name}` },
    }),
  ),
  {
    phrases: ['no transitions', 'without transitions'],
    set: { transitions: ['cut'] },
    meaning: 'Transitions: cuts',
    negated: null,
  },
];

/** Names of genres; `hip-hop` and `hip hop` are the same after the tokenizer. */
export const GENRE_WORDS = {
  ambient: ['ambient'],
  'lo-fi': ['lo fi', 'lofi', 'low fi'],
  'r&b': ['r and b', 'rnb', 'r n b', 'soul', 'neo soul'],
  reggae: ['reggae', 'dancehall'],
  'hip-hop': ['hip hop', 'hiphop', 'rap', 'boom bap', 'old school hip hop'],
  trap: ['trap', 'drill'],
  afrobeats: ['afrobeats', 'afrobeat', 'afro beats', 'afro beat'],
  amapiano: ['amapiano'],
  reggaeton: ['reggaeton', 'dembow', 'perreo'],
  latin: ['latin', 'salsa', 'bachata', 'cumbia'],
  funk: ['funk', 'funky', 'disco', 'nu disco'],
  pop: ['pop', 'poppy'],
  rock: ['rock', 'rocky', 'indie rock', 'punk', 'metal', 'grunge'],
  edm: ['edm', 'electro', 'electronic', 'dance music', 'future bass'],
  house: [
    'house',
    'deep house',
    'tech house',
    'afro house',
    'progressive house',
    'house music',
    'electro house',
  ],
  'uk-garage': ['uk garage', 'garage', 'ukg', 'two step', '2 step'],
  grime: ['grime'],
  'jersey-club': ['jersey club', 'jersey'],
  trance: ['trance', 'psytrance'],
  dubstep: ['dubstep', 'dub step', 'riddim'],
  techno: ['techno'],
  'drum-and-bass': [
    'drum and bass',
    'drum n bass',
    'dnb',
    'd and b',
    'jungle',
    'liquid drum and bass',
  ],
  hardcore: ['hardcore', 'hardstyle', 'gabber'],
} as const;

/** Nouns for stems. */
export const STEM_WORDS: Readonly<Record<StemName, readonly string[]>> = {
  vocals: ['vocals', 'vocal', 'voice', 'voices', 'singing', 'singer', 'vox', 'rapping', 'lyrics'],
  drums: ['drums', 'drum', 'percussion', 'kick', 'kicks', 'hi hats', 'hats', 'snare'],
  bass: ['bass', 'bassline', 'bass line', 'basslines', 'sub', '808', '808s'],
  other: [
    'piano',
    'guitar',
    'guitars',
    'synth',
    'synths',
    'keys',
    'strings',
    'melody',
    'chords',
    'pads',
    'pad',
    'samples',
    'horns',
    'brass',
    'keyboard',
    'keyboards',
    'harmony',
  ],
};

export const STEM_MEANINGS: Readonly<Record<StemName, string>> = {
  vocals: 'voice',
  drums: 'drums',
  bass: 'bass',
  other: 'melodic instruments',
};

/** Words before a stem that say what to do with it. */
export const STEM_CUES = {
  out: [
    'no',
    'without',
    'remove',
    'mute',
    'kill',
    'lose',
    'minus',
    'skip',
    'drop',
    'not',
    'ditch',
    'strip',
    'cut',
    'take out',
    'get rid of',
    'leave out',
    'zero',
    'never',
  ],
  in: ['keep', 'include', 'retain', 'preserve', 'save'],
  only: ['only', 'just', 'solely', 'nothing but'],
  more: [
    'more',
    'louder',
    'heavy',
    'heavier',
    'big',
    'bigger',
    'extra',
    'strong',
    'deep',
    'fat',
    'loud',
    'huge',
    'boost',
  ],
  less: ['less', 'quieter', 'softer', 'fewer', 'lower', 'reduce', 'soft', 'quiet', 'subtle'],
} as const;

/** Words that turn the meaning of what follows. */
export const NEGATIONS = [
  'no',
  'not',
  'without',
  'never',
  'dont',
  'isnt',
  'avoid',
  'skip',
  'nothing',
  'arent',
  'shouldnt',
  'wont',
  'doesnt',
  'none',
  'hardly',
  'less',
  'cannot',
  'cant',
  'minus',
  'neither',
  'nor',
];
/** Words that may stand between a negation and what it turns. */
export const NEGATION_FILLERS = [
  'too',
  'so',
  'very',
  'any',
  'a',
  'an',
  'the',
  'much',
  'that',
  'be',
  'really',
  'of',
  'overly',
  'go',
  'make',
  'it',
  'want',
  'need',
  'have',
  'do',
  'all',
  'more',
  'super',
  'get',
  'use',
  'start',
  'with',
  'long',
  'big',
  'is',
  'to',
  'quite',
  'exactly',
  'me',
  'give',
  'play',
  'let',
  'please',
];

/** Words that say nothing about the remix. */
export const STOP_WORDS =
  `a an the and or of to in on at for with into onto from by as is are be it its this that these those i me my we us you your
he she they them his her their him make made making do does did have has give gives get want wants would like need needs please can could should
will let lets put some any all both mix mixes mixed mixing remix remixed mashup mash blend song songs track tracks tune music one two first second
really very quite so too more most much just also then than there here where when while but kind sort bit little lot lots feel feels feeling vibe
vibes style sound sounds sounding touch something thing version edit mood moods part parts good great nice cool best beautiful awesome perfect lovely over under through until till
around about between during before after up down out off again still even keep keeps go goes going come comes coming take takes try use using
now new bring brings add adding play plays playing start starts starting end ends ending finish finishes begin begins create produce turn turns
please thanks thank hello hey say think maybe sure what which who how why if because against along together top section sections moment moments
time times bars bar beat beats bpm tempo seconds minutes length full whole same each every im id ill theres thats lets s t re ve d ll m
transition transitions chorus verse hook drop? sing sings rap raps its has had was were been being am not no yes ok okay only hear heard listen
else rather instead mostly mainly towards toward throughout across within`
    .split(/\s+/)
    .filter((word) => !word.endsWith('?'));
