/** A project for a digital audio workstation as a plain value: what is written and what is read back. */
import type { Pcm } from '@/lib/audio/pcm';

export interface DawClip {
  title: string;
  startBeat: number;
  lengthBeats: number;
  /** Where it starts in its track's file. */
  sourceSeconds: number;
}

/** A value from a beat on, or on the way to the next. */
export interface DawPoint {
  beat: number;
  value: number;
}

export interface DawTrack {
  id: string;
  name: string;
  /** "#rrggbb". */
  color: string;
  /** Its sound's path in the archive. */
  file: string;
  pcm: Pcm;
  clips: readonly DawClip[];
  /** Amplitude, straight from point to point. */
  volume: readonly DawPoint[];
}

export interface DawMarker {
  beat: number;
  title: string;
}

export interface DawProject {
  title: string;
  artist: string;
  comment: string;
  tempoBpm: number;
  beatsPerBar: number;
  /** Tempo from each beat on, where it is not the same throughout. */
  tempoPoints: readonly DawPoint[];
  tracks: readonly DawTrack[];
  markers: readonly DawMarker[];
}
