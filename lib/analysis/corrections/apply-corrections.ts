/** The analysis as its user has corrected it: the measured one with the corrections on top. */
import { camelotCode } from '@/lib/music/key';
import type { KeyEstimate, Provenance, SongAnalysis } from '../song-analysis';
import { correctedGrid } from './corrected-grid';
import { isGridCorrection, isSectionCorrection } from './corrected-part';
import { correctedSections } from './corrected-sections';
import type { Correction, CorrectionOf } from './correction';
import { onNewGrid } from './on-new-grid';

/**
 * Applies corrections in their order; what they leave alone stays as it was measured. Those that find
 * nothing to correct in this analysis change nothing.
 * @param measured of any version: corrections made on an earlier one hold for it too
 */
export function applyCorrections(
  measured: SongAnalysis,
  corrections: readonly Correction[],
): SongAnalysis {
  const grid = correctedGrid(measured, corrections.filter(isGridCorrection));
  const onGrid = grid ? onNewGrid(measured, grid) : measured;
  const ofSections = corrections.filter(isSectionCorrection);
  const { key, provenance } = correctedKey(measured, corrections);
  return {
    ...onGrid,
    key,
    sections: correctedSections(measured, onGrid, ofSections),
    provenance: {
      ...onGrid.provenance,
      key: provenance,
      sections: ofSections.length > 0 ? 'corrected' : measured.provenance.sections,
    },
  };
}

/** The last word about the key counts. */
function correctedKey(
  measured: SongAnalysis,
  corrections: readonly Correction[],
): { key: KeyEstimate; provenance: Provenance } {
  const last = corrections.findLast(
    (correction): correction is CorrectionOf<'set-key' | 'import-key'> =>
      correction.kind === 'set-key' || correction.kind === 'import-key',
  );
  if (!last) return { key: measured.key, provenance: measured.provenance.key };
  const { tonic, mode } = last;
  return {
    key: {
      tonic,
      mode,
      camelot: camelotCode({ tonic, mode }),
      confidence: 1,
      tuningCents: measured.key.tuningCents,
    },
    provenance: last.kind === 'set-key' ? 'corrected' : 'imported',
  };
}
