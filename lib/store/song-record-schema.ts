/** Songs as records: what a list shows, and what the rest of the studio needs besides. */
import { z } from 'zod';
import { songAnalysisSchema } from '@/lib/analysis/analysis-schema';
import { type Correction, correctionSchema } from '@/lib/analysis/corrections/correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';

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
  /** As the user's file was called; null where it is not known. */
  fileName: z.string().nullable().default(null),
  addedAtMs: z.number(),
  durationSeconds: z.number().positive(),
  tempoBpm: z.number().positive(),
  /** Whether there is a beat to remix by. */
  hasBeat: z.boolean().default(true),
  key: songAnalysisSchema.shape.key,
  stemEngine: z.string(),
  overview: bandOverviewSchema,
});

export const songDetailsSchema = z.object({
  schema: z.literal(SONG_RECORD_VERSION),
  id: z.string().min(1),
  /** As it was measured. */
  analysis: songAnalysisSchema,
  /** Measured by earlier versions, oldest first: remixes that were planned on them count their beats. */
  earlierAnalyses: z.array(songAnalysisSchema).default([]),
  /** In the order in which they were made. */
  corrections: z.array(correctionSchema).default([]),
  stemOverviews: stemOverviewsSchema,
  /** In which folder of the song's its stems lie; empty where they lie beside the mix. */
  stemFolder: z.string().default(''),
});

/** A row of the library; tempo and key are the corrected ones. */
export type SongSummary = z.infer<typeof songSummarySchema>;
export type SongDetailsRecord = z.infer<typeof songDetailsSchema>;

/** A song as everybody but the store sees it. */
export interface SongDetails extends SongDetailsRecord {
  /** With the corrections applied. */
  analysis: SongAnalysis;
  /** Without them. */
  measured: SongAnalysis;
  corrections: Correction[];
}
