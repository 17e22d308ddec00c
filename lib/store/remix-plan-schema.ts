/** The shape of a stored plan, checked when it is read. Fields added later are kept as they are. */
import { z } from 'zod';
import { SECTION_LABELS } from '@/lib/music/section-labels';
import { FAMILIES, type RemixPlan, TRANSITION_TYPES } from '@/lib/plan/remix-plan';
import { byStem } from './song-analysis-schema';

const number = z.number();
const side = z.enum(['a', 'b']);

const stemPlaySchema = z.looseObject({
  song: side,
  sourceBeat: number,
  loopSourceBeats: number.nullable(),
  gainDb: number,
});

const planSectionSchema = z.looseObject({
  label: z.enum(SECTION_LABELS),
  startBeat: z.number().min(0),
  lengthBeats: z.number().positive(),
  anchorBeat: number,
  energyStart: number,
  energyEnd: number,
  stems: byStem(stemPlaySchema.nullable()),
  transitionIn: z.looseObject({ type: z.enum(TRANSITION_TYPES), lengthBeats: number }),
});

export const remixPlanSchema: z.ZodType<RemixPlan> = z.looseObject({
  id: z.string(),
  seed: number,
  prompt: z.string(),
  family: z.enum(FAMILIES),
  vocalSong: side,
  tempo: z.looseObject({
    targetBpm: z.number().positive(),
    instrumentalRatio: z.number().positive(),
    vocalRatio: z.number().positive(),
    vocalBeatsPerBeat: z.number().positive(),
    reason: z.string(),
  }),
  key: z.looseObject({ vocalSemitones: number, reason: z.string() }),
  sections: z.array(planSectionSchema).min(1),
  targetLufs: number,
});
