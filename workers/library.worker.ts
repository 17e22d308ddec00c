/** What is stored, read and changed: quick answers that never wait behind a long task. */
import { expose, transfer } from 'comlink';
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { Pcm } from '@/lib/audio/pcm';
import { labelsToCsv, labelsToJsonl } from '@/lib/labels/exchange/export-labels';
import type { PairwiseLabel } from '@/lib/labels/pairwise-label';
import type { LabelSession } from '@/lib/labels/session';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { listContainer } from '@/lib/stems/container-parts';
import type { SongPart } from '@/lib/store/audio-files';
import type { RemixPart } from '@/lib/store/remix-store';
import { outdatedSongs } from '@/lib/studio/refresh-analysis';
import { remixWavChunks } from '@/lib/studio/remix-wav';
import { type Behaviour, requestLogJsonl } from '@/lib/taste/log/request-log';
import { ifNobodyAdds, openStore, whileIdle, whileWriting } from './open-store';
import { type Outcome, outcome } from './outcome';
import { fileBytes, keepFiles, type SongFiles } from './song-files';

const api = {
  songs: () => outcome(async () => (await openStore()).songs.list()),
  song: (id: string) => outcome(async () => (await openStore()).songs.summary(id)),
  songDetails: (id: string) => outcome(async () => (await openStore()).songs.details(id)),
  /** What a zip of stems or a stem file holds. */
  containerParts: (file: File) => outcome(() => listContainer(fileBytes(file), file.name)),
  /** Copies the files of a song that is about to be prepared. */
  keepIncoming: (id: string, files: SongFiles) =>
    outcome(async () => {
      const { incoming } = await openStore();
      await whileWriting(() => keepFiles(incoming, id, files, Date.now()));
    }),
  incomingSongs: () => outcome(async () => (await openStore()).incoming.list()),
  discardIncoming: (id: string) => outcome(async () => (await openStore()).incoming.discard(id)),

  /** Ids of the songs that this version would analyse otherwise. */
  outdatedSongs: () => outcome(async () => outdatedSongs((await openStore()).songs)),
  renameSong: (id: string, title: string) =>
    outcome(async () => (await openStore()).songs.rename(id, title)),
  correctSong: (id: string, corrections: readonly Correction[]) =>
    outcome(async () => (await openStore()).songs.correct(id, corrections)),
  /** With the requests that hold its analysis, and with what was stretched of it: whose sound that is is not known, so all of it goes. */
  deleteSong: (id: string) =>
    outcome(async () => {
      const { songs, stretched, requests } = await openStore();
      // First, so that a failure leaves a song that can be deleted again, never requests that tell of it.
      await requests.forgetSong(id);
      await songs.delete(id);
      // A render of another tab may hold one; it is replaced in time.
      await stretched.clear().catch(() => undefined);
    }),
  /** Removes what a cancelled task has left of a song, unless somebody is adding it just now. */
  discardSong: (id: string) =>
    outcome(async () => {
      const { songs } = await openStore();
      await ifNobodyAdds(id, () => songs.delete(id));
    }),
  songSound: (id: string, part: SongPart) =>
    handOver(outcome(async () => (await openStore()).songs.sound(id, part))),

  remixes: () => outcome(async () => (await openStore()).remixes.list()),
  addPlan: (id: string, plan: RemixPlan, fromPlanId: string) =>
    outcome(async () => (await openStore()).remixes.addPlan(id, plan, fromPlanId)),
  chooseRender: (id: string, planId: string) =>
    outcome(async () => (await openStore()).remixes.choose(id, planId)),
  renameRemix: (id: string, title: string) =>
    outcome(async () => (await openStore()).remixes.rename(id, title)),
  deleteRemix: (id: string) => outcome(async () => (await openStore()).remixes.delete(id)),
  remixSound: (id: string, planId: string, part: RemixPart) =>
    handOver(outcome(async () => (await openStore()).remixes.sound(id, planId, part))),
  /** The finished remix as a 16-bit WAV file. */
  remixWav: (id: string, planId: string) =>
    outcome(async () => {
      const pcm = await (await openStore()).remixes.sound(id, planId, 'mix');
      return new Blob([...remixWavChunks(pcm)] as Uint8Array<ArrayBuffer>[], { type: 'audio/wav' });
    }),

  labelSessions: () => outcome(async () => (await openStore()).labels.overview()),
  saveLabelSession: (session: LabelSession) =>
    outcome(async () => (await openStore()).labels.saveSession(session)),
  sessionLabels: (sessionId: string) =>
    outcome(async () => {
      const { records } = await (await openStore()).labels.labels();
      return records.filter((label) => label.sessionId === sessionId);
    }),
  addLabel: (label: PairwiseLabel) => outcome(async () => (await openStore()).labels.add(label)),
  removeLabel: (id: string) => outcome(async () => (await openStore()).labels.remove(id)),
  exportLabels: (format: 'jsonl' | 'csv') =>
    outcome(async () => {
      const { records } = await (await openStore()).labels.labels();
      const text = format === 'csv' ? labelsToCsv(records) : labelsToJsonl(records);
      return new Blob([text], { type: format === 'csv' ? 'text/csv' : 'application/jsonl' });
    }),

  noteBehaviour: (remixId: string, behaviour: Partial<Behaviour>) =>
    outcome(async () => (await openStore()).requests.note(remixId, behaviour)),
  /** How often choosing by taste has failed; null where it has not. */
  breaker: () => outcome(async () => (await openStore()).breaker.read()),
  /** All requests as JSON lines, and how many. */
  exportRequests: () =>
    outcome(async () => {
      const { records } = await (await openStore()).requests.list();
      const lines = requestLogJsonl(records);
      return { count: records.length, file: new Blob([lines], { type: 'application/jsonl' }) };
    }),

  usage: () =>
    outcome(async () => {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate();
      const usedBytes = Math.max(usage, await (await openStore()).usedBytes());
      return { usedBytes, freeBytes: Math.max(0, quota - usedBytes) };
    }),
  backend: () => outcome(async () => (await openStore()).backend),
  /** Removes what a crash left behind, unless something is being written just now. */
  tidy: () =>
    outcome(async () => {
      const { songs, remixes, incoming } = await openStore();
      await whileIdle(async () => {
        await songs.removeOrphans();
        await remixes.removeOrphans();
        await incoming.removeOrphans();
      });
    }),
};

/** Gives the samples to the page without copying them. */
async function handOver(answer: Promise<Outcome<Pcm>>): Promise<Outcome<Pcm>> {
  const sound = await answer;
  if (!sound.ok) return sound;
  return transfer(
    sound,
    sound.value.channels.map((channel) => channel.buffer),
  );
}

export type LibraryWorkerApi = typeof api;

expose(api);
