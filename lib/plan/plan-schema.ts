/** The shape of a plan that comes from outside: a file, the storage, another program. */
import { z } from 'zod';
import { SegueError } from '@/lib/base/errors';
import { SECTION_LABELS } from '@/lib/music/section-labels';
import { FAMILIES, type RemixPlan, TRANSITION_TYPES } from './remix-plan';

const songSide = z.enum(['a', 'b']);
const beat = z.number().int().nonnegative();
const ratio = z.number().positive().finite();
/** Nearer to the beats than this nothing is an off-beat. */
const offBeat = z.number().min(0.25).max(0.75);
const energy = z.number().min(0).max(1);

const stemPlay = z.object({
  song: songSide,
  sourceBeat: beat,
  loopSourceBeats: z.number().positive().finite().nullable(),
  gainDb: z.number().min(-120).max(24),
});

const section = z.object({
  label: z.enum(SECTION_LABELS),
  startBeat: beat,
  lengthBeats: z.number().int().positive(),
  anchorBeat: beat,
  energyStart: energy,
  energyEnd: energy,
  stems: z.object({
    vocals: stemPlay.nullable(),
    drums: stemPlay.nullable(),
    bass: stemPlay.nullable(),
    other: stemPlay.nullable(),
  }),
  transitionIn: z.object({
    type: z.enum(TRANSITION_TYPES),
    lengthBeats: z.number().nonnegative().finite(),
  }),
});

export const remixPlanSchema = z.object({
  id: z.string().min(1),
  seed: z.number().int(),
  prompt: z.string(),
  family: z.enum(FAMILIES),
  vocalSong: songSide,
  tempo: z.object({
    targetBpm: ratio,
    instrumentalRatio: ratio,
    vocalRatio: ratio,
    vocalBeatsPerBeat: ratio,
    vocalSwing: z.object({ from: offBeat, to: offBeat }).optional(),
    reason: z.string(),
  }),
  key: z.object({ vocalSemitones: z.number().finite(), reason: z.string() }),
  sections: z.array(section).min(1),
  targetLufs: z.number().min(-40).max(0),
}) satisfies z.ZodType<RemixPlan>;

/**
 * Reads a plan from a value of unknown shape.
 * @throws SegueError `bad-arguments` naming the first field that is wrong.
 */
export function readPlan(value: unknown): RemixPlan {
  const result = remixPlanSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SegueError(
    'bad-arguments',
    `This is not a remix plan of this version (${issue.path.join('.') || 'the whole'}: ${issue.message}). Make the plan anew.`,
  );
}
