/** Who sings and who plays, and how the two are brought together. */
import type { SongSide } from '@/lib/music/stem-names';
import type { SongMap } from '../material/song-map';
import type { KeyDecision, TempoDecision } from '../remix-plan';

/** One song sings over the other: what all candidates of this assignment share. */
export interface Casting {
  vocalSong: SongSide;
  vocal: SongMap;
  instrumental: SongMap;
  tempo: TempoDecision;
  key: KeyDecision;
}
