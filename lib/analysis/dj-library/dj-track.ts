/** What a DJ library knows of a track: plain data, the same for every program it came from. */
import type { Key } from '@/lib/music/key';

export type DjLibrarySource = 'rekordbox' | 'traktor';

/** From its start on, one tempo holds until the next segment begins. */
export interface TempoSegment {
  /** Time of a beat; may be negative where the program extends its grid before the sound. */
  startSeconds: number;
  bpm: number;
  beatsPerBar: number;
  /** Which beat of the bar lies at the start, 1 for the downbeat. */
  firstBeatInBar: number;
}

export type DjCueKind = 'hot' | 'memory' | 'fade-in' | 'fade-out' | 'load' | 'loop' | 'grid';

export interface DjCue {
  /** Empty where the user gave none. */
  name: string;
  kind: DjCueKind;
  /** Number of the pad, from 0; null for what lies on none. */
  index: number | null;
  startSeconds: number;
  /** End of a loop, else null. */
  endSeconds: number | null;
  /** "#28e214"; null where the program writes none. */
  color: string | null;
}

export interface DjTrack {
  title: string;
  artist: string;
  /** Null where the library does not say. */
  durationSeconds: number | null;
  /** Without folders; empty where the library does not say. */
  fileName: string;
  /** In rising order; empty where the track was not analysed. */
  tempoSegments: TempoSegment[];
  /** The tempo as shown in the program's list; null where there is none. */
  averageBpm: number | null;
  cues: DjCue[];
  /** As the library writes it: "Am", "8A", "2d"; empty where it does not say. */
  keyText: string;
  /** Null where there is none or it is not understood. */
  key: Key | null;
  source: DjLibrarySource;
  /** What was missing or wrong in the track's entry and was left out, as sentences. */
  problems: string[];
}

export interface DjLibrary {
  source: DjLibrarySource;
  tracks: DjTrack[];
  /** What is wrong with the file as a whole, as sentences. */
  problems: string[];
}
