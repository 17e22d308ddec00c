/**
 * What belongs to a section of each name: whether it is sung, how many stems sound, and what may come
 * next. Source: the mixing rules (sections; steps between sections).
 */
import type { SectionLabel } from '@/lib/music/section-labels';

export interface LabelRules {
  /** 1 sung, 0 not, null as it likes. */
  voice: 1 | 0 | null;
  /** Sounding stems. */
  stems: { low: number; high: number };
  /** How natural each next section is, 0 to 1; what is not named is unusual. */
  next: Partial<Record<SectionLabel, number>>;
}

export const LABEL_RULES: Readonly<Record<SectionLabel, LabelRules>> = {
  intro: {
    voice: 0,
    stems: { low: 1, high: 3 },
    next: { verse: 1, build: 0.9, chorus: 0.7, drop: 0.5, breakdown: 0.3 },
  },
  verse: {
    voice: 1,
    stems: { low: 2, high: 4 },
    next: { chorus: 1, build: 1, breakdown: 0.7, drop: 0.7, bridge: 0.6, verse: 0.5 },
  },
  build: {
    voice: null,
    stems: { low: 2, high: 4 },
    next: { drop: 1, chorus: 1, breakdown: 0.6, verse: 0.4 },
  },
  chorus: {
    voice: 1,
    stems: { low: 3, high: 4 },
    next: { verse: 1, breakdown: 1, bridge: 0.9, outro: 0.9, build: 0.6, drop: 0.5 },
  },
  bridge: {
    voice: null,
    stems: { low: 1, high: 3 },
    next: { chorus: 1, drop: 0.9, build: 0.9, outro: 0.6, breakdown: 0.4 },
  },
  breakdown: {
    voice: null,
    stems: { low: 1, high: 2 },
    next: { drop: 1, chorus: 1, build: 1, verse: 0.5 },
  },
  drop: {
    voice: null,
    stems: { low: 3, high: 4 },
    next: { breakdown: 1, outro: 0.9, verse: 0.7, bridge: 0.7, build: 0.6 },
  },
  outro: { voice: 0, stems: { low: 1, high: 3 }, next: {} },
};

/** How natural a remix begins with it, 0 to 1. */
export const OPENING_FIT: Partial<Record<SectionLabel, number>> = {
  intro: 1,
  verse: 0.8,
  build: 0.7,
  chorus: 0.7,
};
/** What is not named in {@link LabelRules.next}. */
export const UNUSUAL_NEXT = 0.1;
