/** The shape of a song analysis as a check for values that come from storage and files. */
import { z } from 'zod';
import { PITCH_CLASSES } from '@/lib/music/key';
import { SECTION_LABELS } from '@/lib/music/section-labels';
import type { SongAnalysis } from './song-analysis';

const share = z.number().min(0).max(1);
const provenance = z.enum(['measured', 'imported', 'corrected']);
const rising = z
  .array(z.number())
  .refine((values) => values.every((value, i) => i === 0 || value > values[i - 1]), {
    message: 'must rise strictly',
  });

const stemProfile = z.object({
  levelDbByBeat: z.array(z.number()),
  activeByBeat: z.array(z.boolean()),
  spectrumDb: z.array(z.number()),
});

const stemQuality = z.object({ vocals: share, drums: share, bass: share, other: share });

const section = z.object({
  label: z.enum(SECTION_LABELS),
  startSeconds: z.number(),
  endSeconds: z.number(),
  startBar: z.number().int(),
  endBar: z.number().int(),
  energy: z.object({ overall: share, low: share, mid: share, high: share }),
  density: z.number().min(0),
  tension: z.number().min(-1).max(1),
  brightness: share,
  vocalActivity: share,
  stemQuality: stemQuality.optional(),
});

const groove = z.object({
  onsetOffsetMedianMs: z.number(),
  onsetOffsetIqrMs: z.number(),
  swingRatio: z.number(),
  sixteenthSwingRatio: z.number().optional(),
  kickPattern: z.enum(['regular', 'syncopated', 'breakbeat', 'polyrhythmic', 'none']),
  accentBySixteenth: z.array(share),
});

const key = z.object({ tonic: z.enum(PITCH_CLASSES), mode: z.enum(['major', 'minor']) });

const keyOverTime = z
  .object({
    barsSeconds: rising.min(2),
    chromaByBar: z.array(z.array(share).length(12)),
    spans: z.array(
      key.extend({ camelot: z.string(), startSeconds: z.number(), endSeconds: z.number() }),
    ),
  })
  .refine(({ barsSeconds, chromaByBar }) => chromaByBar.length === barsSeconds.length - 1, {
    message: 'every bar must have its chroma',
  });

/** @see SongAnalysis */
export const songAnalysisSchema = z
  .object({
    version: z.string(),
    durationSeconds: z.number().positive(),
    tempoBpm: z.number().positive(),
    tempoAlternativesBpm: z.array(z.number().positive()),
    beatsPerBar: z.number().int().min(1),
    beatsSeconds: rising.min(2),
    downbeatsSeconds: rising,
    isGridConstant: z.boolean(),
    confidence: z.object({ tempo: share, beats: share, downbeats: share }),
    key: key.extend({
      confidence: share,
      camelot: z.string(),
      tuningCents: z.number(),
      secondOpinion: key.nullish(),
    }),
    // Analyses from before it was measured are still readable.
    keyOverTime: keyOverTime.nullable().default(null),
    sections: z.array(section),
    energyByBeat: z.array(share),
    vocalActivityByBeat: z.array(share),
    vocalPhrases: z.array(
      z.object({ startBeat: z.number(), endBeat: z.number(), anchorBeat: z.number() }),
    ),
    stems: z.object({
      vocals: stemProfile,
      drums: stemProfile,
      bass: stemProfile,
      other: stemProfile,
    }),
    groove: groove.nullable(),
    stemQuality: stemQuality.nullable(),
    integratedLufs: z.number(),
    provenance: z.object({ grid: provenance, key: provenance, sections: provenance }),
  })
  .refine(
    ({ beatsSeconds, downbeatsSeconds }) => {
      const beats = new Set(beatsSeconds);
      return downbeatsSeconds.every((seconds) => beats.has(seconds));
    },
    { message: 'every downbeat must be a beat' },
  ) satisfies z.ZodType<SongAnalysis>;
