/** Remixes in the store: the request with its plans, and a sound for each plan that was rendered. */
import type { LoudnessReport } from '@/lib/audio/loudness';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { bandOverview, peakOverview } from '@/lib/audio/waveform-overview';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import type { TasteChoiceRecord } from '@/lib/taste/log/choice-record';
import { type AudioFiles, MIX_PART, REMIXES_FOLDER } from './audio-files';
import { packPcm, unpackPcm } from './packed-pcm';
import { changeOne, type ReadRecords, readAll, readOne } from './read-records';
import type { RecordTables } from './record-tables';
import { type RemixRecord, type RenderSummary, remixRecordSchema } from './remix-record-schema';
import { gone } from './song-store';
import { withStorageErrors } from './storage-errors';

/** A rendered plan: the finished master and the four buses before it. */
export interface StorableRender {
  pcm: Pcm;
  buses: Stems;
  loudness: LoudnessReport;
  loudnessMissedBecause: string | null;
  beatsSeconds: number[];
}

/** A remix before anything of it is rendered. */
export type NewRemix = Omit<RemixRecord, 'renders'>;

export type RemixPart = StemName | typeof MIX_PART;

export interface RemixStore {
  /** Newest first. */
  list(): Promise<ReadRecords<RemixRecord>>;
  find(id: string): Promise<RemixRecord | null>;
  /** Keeps a remix with its first render: all or nothing. @throws SegueError `storage-full` */
  save(remix: NewRemix, render: StorableRender): Promise<RemixRecord>;
  /** Keeps one more rendered plan and makes it the chosen one. @throws SegueError `storage-full` */
  addRender(id: string, planId: string, render: StorableRender): Promise<RemixRecord>;
  /** Keeps a plan that was made by hand from another, beside the others. */
  addPlan(id: string, plan: RemixPlan, fromPlanId: string): Promise<RemixRecord>;
  choose(id: string, planId: string): Promise<RemixRecord>;
  /** Keeps why a plan was chosen, anew. */
  judge(id: string, choice: TasteChoiceRecord): Promise<RemixRecord>;
  rename(id: string, title: string): Promise<RemixRecord>;
  delete(id: string): Promise<void>;
  sound(id: string, planId: string, part: RemixPart): Promise<Pcm>;
  /** @see SongStore.removeOrphans */
  removeOrphans(): Promise<void>;
}

export function createRemixStore(tables: RecordTables, files: AudioFiles): RemixStore {
  const folder = (id: string) => `${REMIXES_FOLDER}/${id}`;
  const planFolder = (id: string, planId: string) => `${folder(id)}/${planId}`;
  const writeSounds = async (path: string, { pcm, buses }: StorableRender) => {
    await files.write(`${path}/${MIX_PART}`, packPcm(pcm, 'float32'));
    for (const stem of STEM_NAMES) {
      await files.write(`${path}/${stem}`, packPcm(buses[stem], 'int16'));
    }
  };
  const change = (id: string, update: (remix: RemixRecord) => Partial<RemixRecord>) =>
    withStorageErrors(async () => {
      const changed = await changeOne(tables.remixes, remixRecordSchema, id, (remix) => ({
        ...remix,
        ...update(remix),
      }));
      if (!changed) throw gone('remix');
      return changed;
    });
  const store: RemixStore = {
    async list() {
      const { records, unreadable } = await readAll(tables.remixes, remixRecordSchema);
      return { records: records.sort((one, two) => two.madeAtMs - one.madeAtMs), unreadable };
    },
    find: (id) => readOne(tables.remixes, remixRecordSchema, id),
    save: (remix, render) =>
      withStorageErrors(async () => {
        const record = { ...remix, renders: { [remix.chosenPlanId]: summarise(render) } };
        try {
          await writeSounds(planFolder(remix.id, remix.chosenPlanId), render);
          await tables.remixes.put(record);
        } catch (error) {
          await store.delete(remix.id).catch(() => undefined);
          throw error;
        }
        return record;
      }),
    addRender: (id, planId, render) =>
      withStorageErrors(async () => {
        try {
          await writeSounds(planFolder(id, planId), render);
        } catch (error) {
          await files.remove(planFolder(id, planId)).catch(() => undefined);
          throw error;
        }
        return change(id, ({ renders }) => ({
          chosenPlanId: planId,
          renders: { ...renders, [planId]: summarise(render) },
        }));
      }),
    addPlan: (id, plan, fromPlanId) =>
      change(id, ({ plans, editedFrom }) =>
        plans.some((known) => known.id === plan.id)
          ? {}
          : { plans: [...plans, plan], editedFrom: { ...editedFrom, [plan.id]: fromPlanId } },
      ),
    choose: (id, planId) => change(id, () => ({ chosenPlanId: planId })),
    judge: (id, choice) => change(id, () => ({ choice })),
    rename: (id, title) => change(id, () => ({ givenTitle: title })),
    async delete(id) {
      await tables.remixes.delete(id);
      await files.remove(folder(id));
    },
    async sound(id, planId, part) {
      const bytes = await files.read(`${planFolder(id, planId)}/${part}`);
      if (!bytes) throw gone('sound');
      return unpackPcm(bytes);
    },
    async removeOrphans() {
      for (const id of await files.listFolders(REMIXES_FOLDER)) {
        if ((await tables.remixes.get(id)) === undefined) await store.delete(id);
      }
    },
  };
  return store;
}

function summarise({ pcm, buses, loudness, ...rest }: StorableRender): RenderSummary {
  return {
    durationSeconds: durationSeconds(pcm),
    beatsSeconds: rest.beatsSeconds,
    loudnessMissedBecause: rest.loudnessMissedBecause,
    loudness: {
      integratedLufs: loudness.integratedLufs,
      loudnessRangeLu: loudness.loudnessRangeLu,
      maxTruePeakDbtp: loudness.maxTruePeakDbtp,
      samplePeakDbfs: loudness.samplePeakDbfs,
    },
    overview: bandOverview(pcm),
    busOverviews: {
      vocals: peakOverview(buses.vocals),
      drums: peakOverview(buses.drums),
      bass: peakOverview(buses.bass),
      other: peakOverview(buses.other),
    },
  };
}
