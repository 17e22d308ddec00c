/** What of a DJ library's track can be taken over; apart, so that a page can ask without the store. */
import type { DjTrack } from '@/lib/analysis/dj-library/dj-track';

/** What a user may take over of a track. */
export const IMPORTED_PARTS = ['grid', 'key', 'cues'] as const;
export type ImportedPart = (typeof IMPORTED_PARTS)[number];

/** What there is to take over of a track. */
export function offeredParts(track: DjTrack): ImportedPart[] {
  const has: Record<ImportedPart, boolean> = {
    grid: track.tempoSegments.length > 0,
    key: track.key !== null,
    cues: track.cues.length > 0,
  };
  return IMPORTED_PARTS.filter((part) => has[part]);
}
