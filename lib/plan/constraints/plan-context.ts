/** What the rules need to know besides the plan. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { Genre } from '../rules/genres';

export interface PlanContext {
  /** Analysis of the song that sings. */
  vocal: SongAnalysis;
  instrumental: SongAnalysis;
  genre: Genre | null;
}
