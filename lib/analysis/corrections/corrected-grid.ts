/** The grid as its user has corrected it, with how sure that makes it. */
import type { Provenance, SongAnalysis } from '../song-analysis';
import type { GridCorrection } from './corrected-part';
import { correctGrid } from './grid-corrections';
import { draftFrom, type FinishedGrid, finishDraft } from './grid-draft';

export interface CorrectedGrid extends FinishedGrid {
  confidence: SongAnalysis['confidence'];
  provenance: Provenance;
}

/** DJs check their grids, but not all of them. */
const IMPORTED_CONFIDENCE = 0.9;

type ConfidencePart = keyof SongAnalysis['confidence'];

/** What the user vouches for by each correction. */
const VOUCHED_FOR: Record<Exclude<GridCorrection['kind'], 'import-grid'>, ConfidencePart[]> = {
  'double-tempo': ['tempo'],
  'halve-tempo': ['tempo'],
  'set-tempo': ['tempo'],
  'tap-tempo': ['tempo', 'beats'],
  'nudge-grid': ['beats'],
  'shift-downbeat': ['downbeats'],
  'set-downbeat': ['beats', 'downbeats'],
  'set-metre': ['downbeats'],
};

/** Null where nothing about the grid was corrected. */
export function correctedGrid(
  measured: SongAnalysis,
  corrections: readonly GridCorrection[],
): CorrectedGrid | null {
  const effective = withoutOpposites(corrections);
  if (effective.length === 0) return null;
  const { durationSeconds, beatsSeconds, downbeatsSeconds, beatsPerBar } = measured;
  const isDownbeat = new Set(downbeatsSeconds);
  let draft = draftFrom(
    {
      beatsSeconds,
      downbeats: beatsSeconds.flatMap((beat, i) => (isDownbeat.has(beat) ? i : [])),
      beatsPerBar,
      isConstant: measured.isGridConstant,
    },
    durationSeconds,
  );
  let confidence = measured.confidence;
  for (const correction of effective) {
    draft = correctGrid(draft, correction, durationSeconds);
    confidence = vouched(confidence, correction);
  }
  const grid = finishDraft(draft, durationSeconds);
  if (!grid) return null;
  const isImported = effective.at(-1)?.kind === 'import-grid';
  return { ...grid, confidence, provenance: isImported ? 'imported' : 'corrected' };
}

/** Twice and then half as fast is as it was, even where bars are of uneven length. */
function withoutOpposites(corrections: readonly GridCorrection[]): GridCorrection[] {
  const kept: GridCorrection[] = [];
  for (const correction of corrections) {
    if (correction.kind === 'halve-tempo' && kept.at(-1)?.kind === 'double-tempo') kept.pop();
    else kept.push(correction);
  }
  return kept;
}

function vouched(
  confidence: SongAnalysis['confidence'],
  { kind }: GridCorrection,
): SongAnalysis['confidence'] {
  if (kind === 'import-grid') {
    const { tempo, beats, downbeats } = confidence;
    const atLeast = (value: number) => Math.max(value, IMPORTED_CONFIDENCE);
    return { tempo: atLeast(tempo), beats: atLeast(beats), downbeats: atLeast(downbeats) };
  }
  const parts = VOUCHED_FOR[kind].map((part) => [part, 1]);
  return { ...confidence, ...Object.fromEntries(parts) };
}
