/** What the families of plans are called, and what each does. */
import type { Family } from '@/lib/plan/remix-plan';

export const FAMILY_TITLES: Record<Family, { title: string; sentence: string }> = {
  'standard-arc': {
    title: 'Standard arc',
    sentence: 'A whole song in small: it builds, peaks late and lets go.',
  },
  'hook-first': {
    title: 'Hook first',
    sentence: 'The hook comes at once, and comes back larger.',
  },
  'dj-lift': {
    title: 'DJ lift',
    sentence: 'One long rise, as a DJ would mix it in, to a peak past the middle.',
  },
  'quick-hit': {
    title: 'Quick hit',
    sentence: 'Short and to the point.',
  },
};
