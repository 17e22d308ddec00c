/** Where a value came from, in words. */
import { partOf } from '@/lib/analysis/corrections/corrected-part';
import type { Correction } from '@/lib/analysis/corrections/correction';
import { PROGRAM_NAMES } from '@/lib/analysis/corrections/describe-correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';

/** "Measured", "From rekordbox", "Corrected by you". */
export function provenanceText(
  part: keyof SongAnalysis['provenance'],
  { provenance }: Pick<SongAnalysis, 'provenance'>,
  corrections: readonly Correction[],
): string {
  if (provenance[part] === 'measured') return 'Measured';
  if (provenance[part] === 'corrected') return 'Corrected by you';
  const imported = corrections.findLast(
    (correction) => partOf(correction) === part && 'source' in correction,
  );
  return imported && 'source' in imported
    ? `From ${PROGRAM_NAMES[imported.source]}`
    : 'From a DJ library';
}
