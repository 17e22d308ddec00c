/** Bends a skeleton to the sentence: its parts, its energies, its voice and its instruments. */
import { INSTRUMENT_STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { LAYERS, type Skeleton, type Slot, type VoiceRole } from '../families/skeleton';
import type { EnergyWish, PartWish, PromptIntent } from '../intent/prompt-intent';
import { type ArcName, genreRules } from '../rules/genres';
import type { Knobs } from './knobs';

/** A slot with everything decided that needs no material. */
export interface ShapedSlot extends Slot {
  instruments: StemName[];
}

/** A long part takes twice its share, a short one half. */
const PART_FACTOR: Readonly<Record<Exclude<PartWish, 'none'>, number>> = { short: 0.5, long: 2 };
/** A long build takes so much more than its skeleton says. */
const BUILD_FACTOR = 1.4;
interface EnergyShape {
  scale: number;
  lift: number;
}
/** Skeletons follow the classic and EDM arcs; hip-hop's is flatter, between 0.35 and 0.95, others more so. */
const ARC_SHAPE: Readonly<Record<ArcName, EnergyShape>> = {
  classic: { scale: 1, lift: 0 },
  edm: { scale: 1, lift: 0 },
  'dj-lift': { scale: 1, lift: 0 },
  'hip-hop': { scale: 0.75, lift: 0.2 },
  flat: { scale: 0.62, lift: 0.28 },
};
const UNCHANGED: EnergyShape = { scale: 1, lift: 0 };
/** Energy under a wish: low and medium take the top off, high raises the floor. */
const ENERGY_SHAPE: Readonly<Record<EnergyWish, EnergyShape>> = {
  low: { scale: 0.62, lift: 0.06 },
  medium: { scale: 0.85, lift: 0.04 },
  high: { scale: 0.85, lift: 0.15 },
};

/** The slots of a skeleton as this sentence wants them; shares sum to 1. */
export function shapeSkeleton(
  skeleton: Skeleton,
  intent: PromptIntent,
  knobs: Knobs,
): ShapedSlot[] {
  const parts: Partial<Record<Slot['label'], PartWish | null>> = {
    intro: intent.intro,
    breakdown: intent.breakdown,
    outro: intent.outro,
  };
  const slots = skeleton.slots
    .filter((slot) => parts[slot.label] !== 'none' || slot.label === 'outro')
    .map((slot): ShapedSlot => {
      const part = parts[slot.label];
      const partFactor = part && part !== 'none' ? PART_FACTOR[part] : 1;
      const buildFactor = intent.structure === 'build' && slot.label === 'build' ? BUILD_FACTOR : 1;
      return {
        ...slot,
        label: slot.isPeak ? peakLabel(slot, intent) : slot.label,
        share: slot.share * partFactor * buildFactor,
        energy: [shapeEnergy(slot.energy[0], intent), shapeEnergy(slot.energy[1], intent)],
        voice: shapeVoice(slot, intent, knobs),
        instruments: shapeInstruments(slot, intent),
      };
    });
  const total = slots.reduce((sum, slot) => sum + slot.share, 0);
  return slots.map((slot) => ({ ...slot, share: slot.share / total }));
}

function peakLabel(slot: Slot, intent: PromptIntent): Slot['label'] {
  if (intent.drop === 'none') return 'chorus';
  return intent.drop === 'wanted' ? 'drop' : slot.label;
}

function shapeEnergy(energy: number, intent: PromptIntent): number {
  const arc = ARC_SHAPE[genreRules(intent.genre).arc];
  const wish = energyShape(intent);
  const inArc = energy * arc.scale + arc.lift;
  return Math.round((inArc * wish.scale + wish.lift) * 1000) / 1000;
}

/** A drop is as large as what comes before it is small: there high energy leaves the floor alone. */
function energyShape({ energy, drop, structure }: PromptIntent): EnergyShape {
  if (energy === null) return UNCHANGED;
  const needsFloor = drop === 'wanted' || structure === 'build';
  return energy === 'high' && needsFloor ? UNCHANGED : ENERGY_SHAPE[energy];
}

function shapeVoice(slot: Slot, intent: PromptIntent, knobs: Knobs): VoiceRole {
  if (intent.stemsOut.includes('vocals')) return 'none';
  if (intent.vocalProminence === 'prominent') {
    if (slot.voice !== 'none') return slot.voice;
    return slot.label === 'build' || slot.label === 'bridge' || slot.label === 'drop'
      ? 'verse'
      : 'none';
  }
  const isDrop = slot.label === 'drop' || (slot.isPeak && intent.drop === 'wanted');
  const restsInDrops = genreRules(intent.genre).voice === 'breakdowns' || !knobs.singsInDrop;
  if (isDrop && restsInDrops) return 'none';
  if (intent.vocalProminence === 'little') {
    return slot.voice === 'hook' || slot.voice === 'free' ? slot.voice : 'none';
  }
  return slot.voice;
}

/** The layer's stems without those that are out and with those that were asked to stay. */
function shapeInstruments(slot: Slot, intent: PromptIntent): StemName[] {
  const allowed = INSTRUMENT_STEM_NAMES.filter((stem) => !intent.stemsOut.includes(stem));
  const layer: readonly StemName[] = LAYERS[slot.layer];
  const kept = allowed.filter((stem) => layer.includes(stem) || intent.stemsIn.includes(stem));
  return kept.length > 0 ? kept : allowed.slice(-1);
}
