/** The shape of a stored analysis, checked when it is read. Fields added later are kept as they are. */
import { z } from 'zod';
import type { KeyEstimate, SongAnalysis } from '@/lib/analysis/song-analysis';
import { PITCH_CLASSES } from '@/lib/music/key';
import { SECTION_LABELS } from '@/lib/music/section-labels';

const number = z.number();
const share = z.number().min(0).max(1);
const provenance = z.enum(['measured', 'imported', 'corrected']);

/** Four of a kind, by stem. */
export function byStem<T extends z.ZodType>(schema: T) {
  return z.object({ vocals: schema, drums: schema, bass: schema, other: schema });
}

export const keyEstimateSchema: z.ZodType<KeyEstimate> = z.looseObject({
  tonic: z.enum(PITCH_CLASSES),
  mode: z.enum(['major', 'minor']),
  confidence: share,
  camelot: z.string(),
  tuningCents: number,
});

const sectionSchema = z.looseObject({
  label: z.enum(SECTION_LABELS),
  startSeconds: number,
  endSeconds: number,
  startBar: number,
  endBar: number,
  energy: z.looseObject({ overall: number, low: number, mid: number, high: number }),
  density: number,
  tension: number,
  brightness: number,
  vocalActivity: number,
});

const grooveSchema = z.looseObject({
  onsetOffsetMedianMs: number,
  onsetOffsetIqrMs: number,
  swingRatio: number,
  kickPattern: z.enum(['regular', 'syncopated', 'breakbeat', 'polyrhythmic', 'none']),
  accentBySixteenth: z.array(number),
});

export const songAnalysisSchema: z.ZodType<SongAnalysis> = z.looseObject({
  version: z.string(),
  durationSeconds: z.number().positive(),
  tempoBpm: z.number().positive(),
  tempoAlternativesBpm: z.array(number),
  beatsPerBar: z.number().int().positive(),
  beatsSeconds: z.array(number),
  downbeatsSeconds: z.array(number),
  isGridConstant: z.boolean(),
  confidence: z.looseObject({ tempo: number, beats: number, downbeats: number }),
  key: keyEstimateSchema,
  sections: z.array(sectionSchema),
  energyByBeat: z.array(number),
  vocalActivityByBeat: z.array(number),
  vocalPhrases: z.array(z.looseObject({ startBeat: number, endBeat: number, anchorBeat: number })),
  stems: byStem(
    z.looseObject({
      levelDbByBeat: z.array(number),
      activeByBeat: z.array(z.boolean()),
      spectrumDb: z.array(number),
    }),
  ),
  groove: grooveSchema.nullable(),
  stemQuality: byStem(number).nullable(),
  integratedLufs: number,
  provenance: z.looseObject({ grid: provenance, key: provenance, sections: provenance }),
});
