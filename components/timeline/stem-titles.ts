/** What the stems are called on the page. */
import type { StemName } from '@/lib/music/stem-names';

export const STEM_TITLES: Record<StemName, string> = {
  vocals: 'Vocals',
  drums: 'Drums',
  bass: 'Bass',
  other: 'Other',
};
