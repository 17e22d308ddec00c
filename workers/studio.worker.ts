/** The long tasks: bringing songs in and making remixes. Progress goes out, a cancel comes in. */
import { expose } from 'comlink';
import { type ReportProgress, subProgress, type TaskOptions } from '@/lib/base/progress';
import type { SongSide } from '@/lib/music/stem-names';
import type { EngineWish } from '@/lib/stems/choose-engine';
import type { IncomingSong } from '@/lib/store/incoming-songs';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { addSong, type HeardSong } from '@/lib/studio/add-song';
import { warmTaste } from '@/lib/studio/choose-plan-by-taste';
import { demoSong } from '@/lib/studio/demo-songs';
import { findInLibrary, type TrackToTakeOver, takeOverTracks } from '@/lib/studio/import-library';
import { refreshAnalysis } from '@/lib/studio/refresh-analysis';
import { separateAgain } from '@/lib/studio/separate-again';
import type { SongInput } from '@/lib/studio/song-input';
import { chooseStoredByEar } from '@/lib/studio/stored-choice-by-ear';
import {
  makeStoredRemix,
  renderStoredPlan,
  type StoredRemixRequest,
} from '@/lib/studio/stored-remix';
import type { TasteSettings } from '@/lib/taste/flags-schema';
import { openStore, whileAdding, whileWriting } from './open-store';
import { separatorFor } from './separator';
import { inputFromFiles, inputFromIncoming, type SongFiles } from './song-files';
import { openStretchCache } from './stretch-cache';
import { createTasks } from './tasks';
import { tasteKit } from './taste';
import { patientStretcher } from './turns';

/** What the page is told of a song on its way in. */
export interface SongNews {
  onHeard(song: HeardSong): void;
  /** What was decided about its files, as a sentence. */
  onNote(sentence: string): void;
}

/** How long the demo's songs take to be composed, as a share of the whole. */
const COMPOSED_AT = 0.4;

const tasks = createTasks();

/** Kept between tasks, so that a second candidate of the same songs comes faster. */
const source = { cache: openStretchCache(), stretcher: patientStretcher() };

const api = {
  /** @param engine what takes it apart where it comes without stems */
  addSong: (
    task: string,
    files: SongFiles,
    engine: EngineWish,
    onProgress: ReportProgress,
    news: SongNews,
  ) =>
    tasks.run(task, onProgress, (options) =>
      addInput(inputFromFiles(files), engine, news, options),
    ),

  /** Goes on with a song whose files were kept when the page was closed. */
  addIncoming: (
    task: string,
    song: IncomingSong,
    engine: EngineWish,
    onProgress: ReportProgress,
    news: SongNews,
  ) =>
    tasks.run(task, onProgress, async (options) => {
      const { incoming } = await openStore();
      await incoming.resumed(song);
      return addInput(inputFromIncoming(incoming, song), engine, news, options);
    }),

  /** Analyses a song of the library anew, from its stored sounds. */
  refreshSong: (task: string, id: string, onProgress: ReportProgress) =>
    tasks.run(task, onProgress, async (options) => {
      const stores = await openStore();
      return whileAdding(id, options.signal, () => refreshAnalysis(stores, id, options));
    }),

  /** Takes a song of the library apart anew. */
  separateAgain: (
    task: string,
    id: string,
    engine: EngineWish,
    onProgress: ReportProgress,
    news: SongNews,
  ) =>
    tasks.run(task, onProgress, async (options) => {
      const stores = await openStore();
      const separator = await separatorFor(engine, tellers(news).onNote);
      const { song, report } = await whileAdding(id, options.signal, () =>
        separateAgain(stores, id, { ...options, separator }),
      );
      if (report.fallbackReason) tellers(news).onNote(report.fallbackReason);
      return song;
    }),

  addDemoSong: (task: string, side: SongSide, onProgress: ReportProgress, news: SongNews) =>
    tasks.run(task, onProgress, async ({ signal, onProgress: report }) => {
      const { songs } = await openStore();
      const { input, artist } = demoSong(side, {
        signal,
        onProgress: subProgress(report, 0, COMPOSED_AT),
      });
      return addSong(songs, input, {
        signal,
        onProgress: subProgress(report, COMPOSED_AT, 1),
        ...tellers(news),
        artist,
        nowMs: Date.now(),
        alone: (id, work) => whileAdding(id, signal, work),
      });
    }),

  /** Which songs are in a DJ library's file. */
  findInLibrary: (task: string, file: File, onProgress: ReportProgress) =>
    tasks.run(task, onProgress, async (options) => {
      const { songs } = await openStore();
      return findInLibrary(songs, new Uint8Array(await file.arrayBuffer()), options);
    }),

  takeOverTracks: (task: string, tracks: readonly TrackToTakeOver[], onProgress: ReportProgress) =>
    tasks.run(task, onProgress, async (options) => {
      const { songs } = await openStore();
      return whileWriting(() => takeOverTracks(songs, tracks, options));
    }),

  /** Loads what choosing by taste needs, before a remix is asked for. */
  warmUp: (task: string, settings: TasteSettings, onProgress: ReportProgress) =>
    tasks.run(task, onProgress, async () => warmTaste(await tasteKit(settings))),

  makeRemix: (
    task: string,
    request: Omit<StoredRemixRequest, 'nowMs'>,
    settings: TasteSettings,
    onProgress: ReportProgress,
    onPlanned: (remix: RemixRecord) => void,
  ) =>
    tasks.run(task, onProgress, async (options) => {
      const stores = await openStore();
      const timed = { ...request, nowMs: Date.now() };
      const taste = await tasteKit(settings);
      await warmTaste(taste);
      return whileWriting(() =>
        makeStoredRemix(stores, timed, { ...options, ...source, taste, onPlanned }),
      );
    }),

  renderPlan: (task: string, remixId: string, planId: string, onProgress: ReportProgress) =>
    tasks.run(task, onProgress, async (options) => {
      const stores = await openStore();
      return whileWriting(() =>
        renderStoredPlan(stores, remixId, planId, { ...options, ...source }),
      );
    }),

  /** Listens to the two best plans of a remix and chooses between them again. */
  chooseByEar: (
    task: string,
    remixId: string,
    settings: TasteSettings,
    onProgress: ReportProgress,
  ) =>
    tasks.run(task, onProgress, async (options) => {
      const stores = await openStore();
      const taste = await tasteKit(settings);
      await warmTaste(taste);
      return whileWriting(() =>
        chooseStoredByEar(stores, remixId, { ...options, ...source, taste }),
      );
    }),

  cancel: (task: string) => tasks.cancel(task),
};

async function addInput(
  input: SongInput,
  engine: EngineWish,
  news: SongNews,
  options: TaskOptions,
): Promise<SongSummary> {
  const { songs } = await openStore();
  return addSong(songs, input, {
    ...options,
    ...tellers(news),
    separator:
      input.stems.length > 0 ? undefined : await separatorFor(engine, tellers(news).onNote),
    nowMs: Date.now(),
    alone: (id, work) => whileAdding(id, options.signal, work),
  });
}

/** The page's functions, which are called without waiting for an answer. */
function tellers(news: SongNews): SongNews {
  return {
    onHeard: (song) => void news.onHeard(song),
    onNote: (sentence) => void news.onNote(sentence),
  };
}

export type StudioWorkerApi = typeof api;

expose(api);
