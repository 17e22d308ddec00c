/** Trainings in the store, and which of their models is in use. */
import { z } from 'zod';
import { SegueError } from '@/lib/base/errors';
import { type TrainingRun, trainingRunSchema } from '@/lib/learn/runs/training-run';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { type ReadRecords, readAll, readOne } from './read-records';
import type { RecordTables } from './record-tables';
import { withStorageErrors } from './storage-errors';

/** Which run is in use; runs that were in use before come last to first, to go back to. */
const activeSchema = z.object({
  id: z.literal('active'),
  /** null = the model that ships. */
  runId: z.string().nullable(),
  former: z.array(z.string().nullable()),
});
type Active = z.infer<typeof activeSchema>;

const NOTHING_ACTIVE: Active = { id: 'active', runId: null, former: [] };
function activeOf(stored: unknown): Active {
  const { success, data } = activeSchema.safeParse(stored);
  return success ? data : NOTHING_ACTIVE;
}

/** So many activations can be taken back. */
const MOST_FORMER = 20;

export interface TrainingRuns {
  /** Newest first. */
  list(): Promise<ReadRecords<TrainingRun>>;
  find(id: string): Promise<TrainingRun | null>;
  /** @throws SegueError `storage-full` */
  save(run: TrainingRun): Promise<void>;
  delete(id: string): Promise<void>;
  /** Id of the run in use; null = the model that ships. */
  activeId(): Promise<string | null>;
  /** The model in use; null = the one that ships. */
  activeModel(): Promise<StoredModel | null>;
  /** Puts a run in use, or with null the model that ships. */
  activate(id: string | null): Promise<void>;
  /** Whether anything was in use before. */
  canRollBack(): Promise<boolean>;
  /** Goes back to what was in use before; the id of that. */
  rollBack(): Promise<string | null>;
}

export function createTrainingRuns({
  trainingRuns,
}: Pick<RecordTables, 'trainingRuns'>): TrainingRuns {
  const readActive = async () => activeOf(await trainingRuns.get('active'));
  /** Of what was in use before, what is no longer stored. */
  const goneRuns = async (former: Active['former']) => {
    const gone = new Set<string>();
    for (const id of former) if (id !== null && (await runs.find(id)) === null) gone.add(id);
    return gone;
  };
  const runs: TrainingRuns = {
    async list() {
      const { records, unreadable } = await readAll(trainingRuns, trainingRunSchema);
      const isActiveKnown = (await trainingRuns.get('active')) !== undefined;
      return {
        records: records.sort((one, two) => two.madeAtMs - one.madeAtMs),
        unreadable: unreadable - (isActiveKnown ? 1 : 0),
      };
    },
    find: (id) => readOne(trainingRuns, trainingRunSchema, id),
    save: (run) => withStorageErrors(() => trainingRuns.put(run)),
    async delete(id) {
      if ((await runs.activeId()) === id) await runs.activate(null);
      await trainingRuns.delete(id);
    },
    activeId: async () => (await readActive()).runId,
    async activeModel() {
      const id = await runs.activeId();
      const run = id === null ? null : await runs.find(id);
      return run && { bytes: run.bytes, manifest: run.manifest };
    },
    activate: (id) =>
      withStorageErrors(async () => {
        if (id !== null && (await runs.find(id)) === null) {
          throw new SegueError(
            'storage-unavailable',
            'This training is no longer stored. Reload the page to see which are.',
          );
        }
        // Read and written in one step, so that what another tab puts in use meanwhile can be gone back to.
        await trainingRuns.update('active', (stored) => {
          const { runId, former } = activeOf(stored);
          return { id: 'active', runId: id, former: [runId, ...former].slice(0, MOST_FORMER) };
        });
      }),
    canRollBack: async () => (await readActive()).former.length > 0,
    rollBack: () =>
      withStorageErrors(async () => {
        // What was deleted since cannot be gone back to.
        const gone = await goneRuns((await readActive()).former);
        let runId: string | null = null;
        await trainingRuns.update('active', (stored) => {
          const [last, ...rest] = activeOf(stored).former.filter((id) => !gone.has(id ?? ''));
          runId = last ?? null;
          return { id: 'active', runId, former: rest };
        });
        return runId;
      }),
  };
  return runs;
}
