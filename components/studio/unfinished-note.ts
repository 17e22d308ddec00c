/** What a page notes of what it is making, for the page after it. */
import { z } from 'zod';
import { promptIntentSchema } from '@/lib/plan/intent/intent-schema';

const workSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('remix'),
    id: z.string(),
    songIds: z.object({ a: z.string(), b: z.string() }),
    intent: promptIntentSchema,
  }),
  z.object({ kind: z.literal('candidate'), remixId: z.string(), planId: z.string() }),
]);

export const unfinishedNoteSchema = z.object({ work: workSchema, tries: z.number() });
export type UnfinishedNote = z.infer<typeof unfinishedNoteSchema>;
export type UnfinishedWork = z.infer<typeof workSchema>;
