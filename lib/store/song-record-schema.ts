/** Songs as records: what a list shows, and what the rest of the studio needs besides. */
import { z } from 'zod';
import { songAnalysisSchema } from '@/lib/analysis/analysis-schema';

/** Raised when a record's meaning changes; a record of another version is not read. */
export const SONG_RECORD_VERSION = 1;

const columns: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);

export const bandOverviewSchema = z.object({ low: columns, mid: columns, high: columns });
export const stemOverviewsSchema = z.object({
  vocals: columns,
  drums: columns,
  bass: columns,
  other: columns,
});

export const songSummarySchema = z.object({
  schema: z.literal(SONG_RECORD_VERSION),
  id: z.string().min(1),
  title: z.string(),
  artist: z.string().nullable(),
  addedAtMs: z.number(),
  durationSeconds: z.number().positive(),
  tempoBpm: z.number().positive(),
  key: songAnalysisSchema.shape.key,
  stemEngine: z.string(),
  overview: bandOverviewSchema,
});

export const songDetailsSchema = z.object({
  schema: z.literal(SONG_RECORD_VERSION),
  id: z.string().min(1),
  analysis: songAnalysisSchema,
  stemOverviews: stemOverviewsSchema,
});

/** A row of the library. */
export type SongSummary = z.infer<typeof songSummarySchema>;
export type SongDetails = z.infer<typeof songDetailsSchema>;
