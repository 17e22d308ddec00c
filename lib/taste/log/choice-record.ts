/** A choice as it is kept with a remix: who chose, how sure, and what spoke for it. */
import { z } from 'zod';
import { CHOICE_METHODS, FALLBACK_REASONS, type TasteChoice } from '../selection/taste-stage';

export const contributionSchema = z.object({
  feature: z.string(),
  amount: z.number(),
  chosen: z.number(),
  runnerUp: z.number(),
});

export const tasteChoiceSchema = z.object({
  method: z.enum(CHOICE_METHODS),
  modelSha256: z.string().nullable(),
  fallback: z.object({ reason: z.enum(FALLBACK_REASONS), sentence: z.string() }).nullable(),
  selection: z
    .object({
      chosenId: z.string(),
      runnerUpId: z.string().nullable(),
      margin: z.number(),
      probability: z.number(),
      isSafer: z.boolean(),
    })
    .nullable(),
  contributions: z.array(contributionSchema),
  /** The choice between the two best once they had been heard; null where they were not. */
  ear: z
    .object({
      chosenId: z.string(),
      otherId: z.string(),
      isChanged: z.boolean(),
      probability: z.number(),
      /** In log-odds for the chosen plan. */
      reasons: z.array(contributionSchema),
    })
    .nullable()
    .default(null),
  /** Every candidate by its id. */
  scores: z.record(
    z.string(),
    z.object({
      score: z.number().nullable(),
      rubric: z.number().nullable(),
      risk: z.number().nullable(),
    }),
  ),
});
export type TasteChoiceRecord = z.infer<typeof tasteChoiceSchema>;

export function choiceRecord(choice: TasteChoice): TasteChoiceRecord {
  const { method, modelSha256, fallback, selection, contributions, judged } = choice;
  return {
    method,
    modelSha256,
    fallback,
    selection,
    contributions,
    ear: null,
    scores: Object.fromEntries(
      judged.map(({ planId, score, rubric, risk }) => [planId, { score, rubric, risk }]),
    ),
  };
}
