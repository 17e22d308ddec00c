/** What a player is given to play, and what it says of itself. */
import type { Pcm } from '@/lib/audio/pcm';
import type { SongSide, StemName } from '@/lib/music/stem-names';
import type { PlayablePart } from './plan-parts';
import { ALL_STEMS, type HeardSound, type StemSelection } from './stem-selection';

export type PlayerPart = StemName | 'mix';

/** Songs that the sound was made of are parts as well. */
export type DeckPart = PlayerPart | SongSide;

export interface PlayerSound {
  durationSeconds: number;
  beatsSeconds: readonly number[];
  /** Indices of the beats that begin a bar; empty where it is not known. */
  barBeats: readonly number[];
  load(part: PlayerPart): Promise<Pcm>;
  /** Which stems it has at this time: others once it has been taken apart anew. */
  stemsVersion?(): Promise<string | null>;
  /** Where it is made while it is heard: its mix comes in parts, and it has no stems yet. */
  live?: LiveSound;
  /** The songs that it was made of, to compare it with. */
  originals?: Record<SongSide, OriginalSound>;
}

export interface LiveSound {
  /** All its beats with the closing one. */
  beatsSeconds: readonly number[];
  /** @throws SegueError what rendering throws */
  partAt(beat: number): Promise<PlayablePart>;
  /** The part in which a beat lies; null where it is not made. */
  madeAt(beat: number): PlayablePart | null;
  /** Nobody hears it any more. */
  release(): void;
}

export interface OriginalSound {
  load(): Promise<Pcm>;
  /** Brings it to the loudness of what it is compared with, as a factor; 1 before it is loaded. */
  gain: number;
  /** Its own place under a place of the sound. */
  secondsAt(positionSeconds: number): number;
}

export interface SecondsSpan {
  startSeconds: number;
  endSeconds: number;
}

export interface PlayerState {
  isPlaying: boolean;
  /** Play was pressed and the sound is not there yet. */
  isStarting: boolean;
  selection: StemSelection;
  /** The finished mix, whatever is selected, or the stems that are. */
  hears: HeardSound;
  areStemsLoading: boolean;
  isMuted: boolean;
  /** One of the songs in place of the sound; null = the sound itself. */
  original: SongSide | null;
  /** A song is being fetched to be heard. */
  isOriginalLoading: boolean;
  loop: SecondsSpan | null;
  /** Where it stands while it does not play, and where it last started. */
  standsAtSeconds: number;
}

export const STANDING: PlayerState = {
  isPlaying: false,
  isStarting: false,
  selection: ALL_STEMS,
  hears: 'mix',
  areStemsLoading: false,
  isMuted: false,
  original: null,
  isOriginalLoading: false,
  loop: null,
  standsAtSeconds: 0,
};
