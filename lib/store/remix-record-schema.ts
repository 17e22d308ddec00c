/** Remixes as records: the request, all plans that were made for it, and what has been rendered. */
import { z } from 'zod';
import { songAnalysisSchema } from '@/lib/analysis/analysis-schema';
import { correctionSchema } from '@/lib/analysis/corrections/correction';
import { VIOLATION_CODES } from '@/lib/plan/constraints/violation';
import { promptIntentSchema } from '@/lib/plan/intent/intent-schema';
import { remixPlanSchema } from '@/lib/plan/plan-schema';
import { tasteChoiceSchema } from '@/lib/taste/log/choice-record';
import { bandOverviewSchema, stemOverviewsSchema } from './song-record-schema';

/** @see SONG_RECORD_VERSION */
export const REMIX_RECORD_VERSION = 1;

/** What a remix shows of its songs, kept with it: a song may be renamed or deleted. */
const songReferenceSchema = z.object({
  id: z.string(),
  title: z.string(),
  key: songAnalysisSchema.shape.key,
  beatsPerBar: z.number().int().positive(),
  /** As they were when it was planned: its plans count the beats of that grid. */
  corrections: z.array(correctionSchema).default([]),
  /** Which analysis they correct; the earliest that is kept where a remix does not say. */
  analysisVersion: z.string().nullish(),
});

export const renderSummarySchema = z.object({
  durationSeconds: z.number().positive(),
  /** The remix's own beat grid with its closing beat. */
  beatsSeconds: z.array(z.number()).min(2),
  /** A sentence where the loudness asked for was not reached. */
  loudnessMissedBecause: z.string().nullable(),
  loudness: z.object({
    integratedLufs: z.number(),
    loudnessRangeLu: z.number(),
    maxTruePeakDbtp: z.number(),
    samplePeakDbfs: z.number(),
  }),
  overview: bandOverviewSchema,
  busOverviews: stemOverviewsSchema,
});

const violationSchema = z.object({
  code: z.enum(VIOLATION_CODES),
  sectionIndex: z.number().int().nullable(),
  measured: z.number(),
  limit: z.number(),
  sentence: z.string(),
});

const rejectedPlanSchema = z.object({
  plan: remixPlanSchema,
  violations: z.array(violationSchema),
});

export const remixRecordSchema = z.object({
  schema: z.literal(REMIX_RECORD_VERSION),
  id: z.string().min(1),
  /** Given by the user; null where it is called by what it is. */
  givenTitle: z.string().nullable(),
  madeAtMs: z.number(),
  prompt: z.string(),
  seed: z.number(),
  songs: z.object({ a: songReferenceSchema, b: songReferenceSchema }),
  /** What was made of the sentence; null in remixes from before it was kept. */
  intent: promptIntentSchema.nullable().default(null),
  /** All candidates, best first, and after them those that were edited by hand. */
  plans: z.array(remixPlanSchema).min(1),
  /** Plans that broke a rule. */
  rejected: z.array(rejectedPlanSchema).default([]),
  /** Plans made by hand: the id of each with that of the plan that it was made from. */
  editedFrom: z.record(z.string(), z.string()).default({}),
  /** The plan that is shown; it has been rendered. */
  chosenPlanId: z.string(),
  /** Why it was chosen at first; null in remixes from before it was kept. */
  choice: tasteChoiceSchema.nullable().default(null),
  /** Sentences about what was decided for all candidates. */
  notes: z.array(z.string()),
  /** By plan id. */
  renders: z.record(z.string(), renderSummarySchema),
});

export type RenderSummary = z.infer<typeof renderSummarySchema>;
export type RemixRecord = z.infer<typeof remixRecordSchema>;
