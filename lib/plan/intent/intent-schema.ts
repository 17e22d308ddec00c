/** The shape of an understood sentence that comes from the storage or from another thread. */
import { z } from 'zod';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { TRANSITION_TYPES } from '../remix-plan';
import { GENRES } from '../rules/genres';
import type { PromptIntent } from './prompt-intent';

const stem = z.enum(STEM_NAMES);
const transitions = z.array(z.enum(TRANSITION_TYPES));
const part = z.enum(['none', 'short', 'long']).nullable();

const wishes = z.object({
  vocalSong: z.enum(['a', 'b']).nullable(),
  swapRoles: z.boolean(),
  genre: z.enum(GENRES).nullable(),
  energy: z.enum(['low', 'medium', 'high']).nullable(),
  structure: z.enum(['build', 'immediate']).nullable(),
  creativity: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  vocalProminence: z.enum(['prominent', 'little']).nullable(),
  lengthSeconds: z.number().positive().nullable(),
  tempo: z
    .union([
      z.object({ kind: z.literal('bpm'), bpm: z.number().positive() }),
      z.object({ kind: z.literal('relative'), direction: z.enum(['faster', 'slower']) }),
    ])
    .nullable(),
  stemsOut: z.array(stem),
  stemsIn: z.array(stem),
  stemGainDb: z.partialRecord(stem, z.number()),
  transitions,
  transitionsAvoided: transitions,
  drop: z.enum(['wanted', 'none']).nullable(),
  intro: part,
  breakdown: part,
  outro: part,
});

const wishField = wishes.keyof();

export const promptIntentSchema = wishes.extend({
  prompt: z.string(),
  understood: z.array(
    z.object({
      field: wishField,
      words: z.string(),
      meaning: z.string(),
      set: wishes.partial(),
    }),
  ),
  ignored: z.array(z.string()),
}) satisfies z.ZodType<PromptIntent>;
