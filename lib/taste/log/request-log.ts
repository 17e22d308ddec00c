/**
 * What was asked for, which plans were made, how they were described, scored and chosen: a record a
 * request, complete enough to choose again. It stays on the listener's machine and is exported as JSON
 * lines. Documented in docs/request-log.md. Source: taste plan, logging schema.
 */
import { z } from 'zod';
import { songAnalysisSchema } from '@/lib/analysis/analysis-schema';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { SongSide } from '@/lib/music/stem-names';
import { VIOLATION_CODES } from '@/lib/plan/constraints/violation';
import { promptIntentSchema } from '@/lib/plan/intent/intent-schema';
import { makePlansFor, type PlanningResult } from '@/lib/plan/make-plans';
import { structureHash } from '@/lib/plan/plan-id';
import { remixPlanSchema } from '@/lib/plan/plan-schema';
import { featureVectorSchema } from '../features/manifest';
import { type TasteFlags, tasteFlagsSchema } from '../flags-schema';
import { chooseByTaste, type StageTools, type TasteChoice } from '../selection/taste-stage';
import { choiceRecord, tasteChoiceSchema } from './choice-record';

export const REQUEST_LOG_VERSION = 1;

/** What the listener did with the result; raised while it is on the page. */
export const behaviourSchema = z.object({
  replays: z.number().int().nonnegative(),
  /** Largest share of the remix that was listened to, 0 to 1. */
  listenedShare: z.number().min(0).max(1),
  regenerated: z.boolean(),
  kept: z.boolean(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

export const NO_BEHAVIOUR: Behaviour = {
  replays: 0,
  listenedShare: 0,
  regenerated: false,
  kept: false,
};

const songSchema = z.object({
  id: z.string(),
  title: z.string(),
  artist: z.string(),
  analysis: songAnalysisSchema,
});

export const requestRecordSchema = z.object({
  schema: z.literal(REQUEST_LOG_VERSION),
  /** The remix's id. */
  id: z.string().min(1),
  madeAtMs: z.number(),
  prompt: z.string(),
  seed: z.number(),
  /** As the planner obeyed it. */
  intent: promptIntentSchema,
  songs: z.object({ a: songSchema, b: songSchema }),
  flags: tasteFlagsSchema,
  candidates: z.array(
    z.object({
      plan: remixPlanSchema,
      structureHash: z.string(),
      /** Codes of the hard rules that it breaks; null features where they were not computed. */
      violations: z.array(z.enum(VIOLATION_CODES)),
      features: featureVectorSchema.nullable(),
    }),
  ),
  rejected: z.array(
    z.object({ plan: remixPlanSchema, violations: z.array(z.enum(VIOLATION_CODES)) }),
  ),
  choice: tasteChoiceSchema,
  times: z.object({
    generationMs: z.number(),
    gateMs: z.number(),
    featuresMs: z.number(),
    scoringMs: z.number(),
    totalMs: z.number(),
  }),
  behaviour: behaviourSchema,
});
export type RequestRecord = z.infer<typeof requestRecordSchema>;

export interface LoggedSong {
  id: string;
  title: string;
  artist: string | null;
  analysis: SongAnalysis;
}

export interface LoggedRequest {
  id: string;
  madeAtMs: number;
  seed: number;
  songs: Record<SongSide, LoggedSong>;
  flags: TasteFlags;
  planning: PlanningResult;
  choice: TasteChoice;
  generationMs: number;
}

export function requestRecord(request: LoggedRequest): RequestRecord {
  const { planning, choice, songs, generationMs, id, madeAtMs, seed, flags } = request;
  const logged = ({ id: songId, title, artist, analysis }: LoggedSong) => ({
    id: songId,
    title,
    artist: artist ?? '',
    analysis,
  });
  return {
    schema: REQUEST_LOG_VERSION,
    id,
    madeAtMs,
    prompt: planning.intent.prompt,
    seed,
    intent: planning.intent,
    songs: { a: logged(songs.a), b: logged(songs.b) },
    flags,
    candidates: planning.candidates.map((plan, i) => ({
      plan,
      structureHash: structureHash(plan),
      violations: choice.judged[i].violations.map(({ code }) => code),
      features: choice.judged[i].features,
    })),
    rejected: planning.rejected.map(({ plan, violations }) => ({
      plan,
      violations: violations.map(({ code }) => code),
    })),
    choice: choiceRecord(choice),
    times: { generationMs, ...choice.times },
    behaviour: NO_BEHAVIOUR,
  };
}

/** Plans and chooses again from a record: with the same model the same plan. */
export async function replayRequest(
  { songs, intent, seed, flags }: RequestRecord,
  tools: StageTools,
): Promise<TasteChoice> {
  const planning = makePlansFor({ songs, intent, seed });
  const analyses = { a: songs.a.analysis, b: songs.b.analysis };
  return chooseByTaste(planning, analyses, flags, tools);
}

/** One record a line. */
export function requestLogJsonl(records: readonly RequestRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
