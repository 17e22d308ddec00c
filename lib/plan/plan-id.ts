/** Names for plans: a hash of everything that sounds, and a coarser one of the structure. */
import { hashText } from '@/lib/base/hash';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan } from './remix-plan';

/** Gains nearer than this count as the same structure. */
const GAIN_BIN_DB = 3;

/** Hash of what a plan sounds like, 16 hex digits: family, seed and sentences do not count. */
export function planId(plan: Omit<RemixPlan, 'id'>): string {
  const { vocalSong, tempo, key, sections, targetLufs } = plan;
  return hashText(
    JSON.stringify([
      vocalSong,
      [
        tempo.targetBpm,
        tempo.instrumentalRatio,
        tempo.vocalRatio,
        tempo.vocalBeatsPerBeat,
        ...(tempo.vocalSwing ? [tempo.vocalSwing.from, tempo.vocalSwing.to] : []),
      ],
      key.vocalSemitones,
      targetLufs,
      sections.map((section) => [
        section.label,
        section.startBeat,
        section.lengthBeats,
        section.anchorBeat,
        section.energyStart,
        section.energyEnd,
        section.transitionIn.type,
        section.transitionIn.lengthBeats,
        STEM_NAMES.map((stem) => {
          const play = section.stems[stem];
          return play && [play.song, play.sourceBeat, play.loopSourceBeats, play.gainDb];
        }),
      ]),
    ]),
  );
}

/**
 * Hash of the structure: who sings, section labels, boundaries, transition types and coarse gains. Two
 * plans that share it are one candidate.
 */
export function structureHash(plan: Pick<RemixPlan, 'vocalSong' | 'sections'>): string {
  return hashText(JSON.stringify([plan.vocalSong, plan.sections.map(structureOf)]));
}

function structureOf(section: PlanSection): unknown[] {
  return [
    section.label,
    section.startBeat,
    section.lengthBeats,
    section.transitionIn.type,
    STEM_NAMES.map((stem) => {
      const play = section.stems[stem];
      return play && Math.round(play.gainDb / GAIN_BIN_DB);
    }),
  ];
}
