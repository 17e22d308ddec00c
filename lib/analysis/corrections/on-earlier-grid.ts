/** A new analysis of a song whose grid its user has corrected: the corrections were made to the earlier grid. */
import type { SongAnalysis } from '../song-analysis';
import { correctedSections } from './corrected-sections';
import { onNewGrid } from './on-new-grid';

/**
 * What is new in `analysis`, told by the beats of `earlier`: twice as fast, or a beat later, then means what it
 * meant when the user said so.
 */
export function onEarlierGrid(analysis: SongAnalysis, earlier: SongAnalysis): SongAnalysis {
  const { tempoBpm, beatsPerBar, beatsSeconds, downbeatsSeconds, isGridConstant } = earlier;
  const onGrid = onNewGrid(analysis, {
    tempoBpm,
    beatsPerBar,
    beatsSeconds,
    downbeatsSeconds,
    isGridConstant,
    confidence: earlier.confidence,
    provenance: earlier.provenance.grid,
  });
  return { ...onGrid, sections: correctedSections(analysis, onGrid, []) };
}
