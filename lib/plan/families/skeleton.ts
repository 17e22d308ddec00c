/** A skeleton: the sections of a remix in order, before they have lengths and material. */
import type { SectionLabel } from '@/lib/music/section-labels';
import type { StemName } from '@/lib/music/stem-names';
import type { Family } from '../remix-plan';

/** What the voice does in a section: rest, tell, call, or whatever fits. */
export type VoiceRole = 'none' | 'verse' | 'hook' | 'free';

/** Which instruments sound. */
export const LAYERS = {
  beat: ['drums'],
  groove: ['drums', 'bass'],
  light: ['drums', 'other'],
  bed: ['other'],
  full: ['drums', 'bass', 'other'],
} as const satisfies Record<string, readonly StemName[]>;
export type Layer = keyof typeof LAYERS;

export interface Slot {
  label: SectionLabel;
  /** Share of the remix that it takes ideally; scaled so that a skeleton's shares sum to 1. */
  share: number;
  /** Energy at its start and end, 1 = a chorus at full height. */
  energy: readonly [number, number];
  voice: VoiceRole;
  layer: Layer;
  /** The strongest moment; exactly one slot of a skeleton is. */
  isPeak: boolean;
}

/** What a skeleton is good for. */
export type Trait = 'classic' | 'edm' | 'slow-build' | 'immediate';

export interface Skeleton {
  name: string;
  family: Family;
  traits: readonly Trait[];
  slots: readonly Slot[];
}
