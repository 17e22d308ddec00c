/** An analysed song in the usual parts, with a groove, for tests of corrections. */
import { type SongSketch, sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import type { SongAnalysis } from '../../song-analysis';
import { sectionLines } from '../corrected-sections';
import { onBarLines } from '../section-corrections';

/** Its sections reach to the ends of the grid, as those of an analysed song do. */
export function testSong(sketch: SongSketch): SongAnalysis {
  const sketched = sketchAnalysis(sketch);
  const lines = sectionLines(sketched);
  const drafts = onBarLines(sketched.sections, lines.seconds);
  return {
    ...sketched,
    // The grid of an analysed song goes on to the end of the file.
    durationSeconds: sketched.beatsSeconds[sketched.beatsSeconds.length - 1] + 0.1,
    sections: drafts.map(({ label, from, to }, i) => ({
      ...sketched.sections[i],
      label,
      startSeconds: lines.seconds[from],
      endSeconds: lines.seconds[to],
      startBar: lines.bars[from],
      endBar: lines.bars[to],
    })),
    groove: {
      onsetOffsetMedianMs: 4,
      onsetOffsetIqrMs: 9,
      swingRatio: 0.5,
      kickPattern: 'regular',
      accentBySixteenth: Array.from({ length: 4 * sketched.beatsPerBar }, (_, i) => 1 / (i + 1)),
    },
  };
}
