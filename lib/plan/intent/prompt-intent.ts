/** What a user's sentence asks for: plain values that the planner obeys, and what was made of which words. */
import type { SongSide, StemName } from '@/lib/music/stem-names';
import type { TransitionType } from '../remix-plan';
import type { Genre } from '../rules/genres';

export type EnergyWish = 'low' | 'medium' | 'high';
export type StructureWish = 'build' | 'immediate';
/** How much of the voice: most of the time and in front, or little of it. */
export type VoiceWish = 'prominent' | 'little';
/** 0 clean to 4 wild. */
export type Creativity = 0 | 1 | 2 | 3 | 4;
export type TempoWish =
  | { kind: 'bpm'; bpm: number }
  | { kind: 'relative'; direction: 'faster' | 'slower' };
export type PartWish = 'none' | 'short' | 'long';

/** The wishes themselves; null and empty lists mean that nothing was said. */
export interface Wishes {
  /** Who sings. */
  vocalSong: SongSide | null;
  /** The other song than would sing by itself. */
  swapRoles: boolean;
  genre: Genre | null;
  energy: EnergyWish | null;
  structure: StructureWish | null;
  /** 1 where nothing was said. */
  creativity: Creativity;
  vocalProminence: VoiceWish | null;
  lengthSeconds: number | null;
  tempo: TempoWish | null;
  /** Stems that are not to sound at all. */
  stemsOut: StemName[];
  /** Stems that are to sound wherever they can. */
  stemsIn: StemName[];
  /** Louder or quieter by so many dB. */
  stemGainDb: Partial<Record<StemName, number>>;
  transitions: TransitionType[];
  transitionsAvoided: TransitionType[];
  drop: 'wanted' | 'none' | null;
  intro: PartWish | null;
  breakdown: PartWish | null;
  outro: PartWish | null;
}

export type WishField = keyof Wishes;

/** A chip: these words of the sentence were taken to mean this. */
export interface Understood {
  field: WishField;
  /** As the user wrote them. */
  words: string;
  meaning: string;
  /** What they set. */
  set: Partial<Wishes>;
}

export interface PromptIntent extends Wishes {
  prompt: string;
  understood: Understood[];
  /** Words that carry meaning and were not understood, in the sentence's order. */
  ignored: string[];
}

/** What the planner is told about a song besides its analysis. */
export interface SongName {
  title: string;
  artist: string;
}

/** An intent that asks for nothing. */
export function neutralWishes(): Wishes {
  return {
    vocalSong: null,
    swapRoles: false,
    genre: null,
    energy: null,
    structure: null,
    creativity: 1,
    vocalProminence: null,
    lengthSeconds: null,
    tempo: null,
    stemsOut: [],
    stemsIn: [],
    stemGainDb: {},
    transitions: [],
    transitionsAvoided: [],
    drop: null,
    intro: null,
    breakdown: null,
    outro: null,
  };
}
