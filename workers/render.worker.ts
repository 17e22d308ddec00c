/** Rendering to be heard at once, part by part as the page asks for it, and files of what was rendered. */
import { expose, transfer } from 'comlink';
import type { Pcm } from '@/lib/audio/pcm';
import { reportError, SegueError } from '@/lib/base/errors';
import type { ReportProgress } from '@/lib/base/progress';
import { StretchCache } from '@/lib/render/stretch-cache';
import { type ExportFormat, FORMAT_INFO } from '@/lib/studio/export/export-formats';
import { exportChunks } from '@/lib/studio/export/export-remix';
import { exportableStored, type StoredExportRequest } from '@/lib/studio/export/stored-export';
import {
  createPlanListening,
  type PlanListening,
  type PlanPartRequest,
} from '@/lib/studio/plan-listening';
import { openStore } from './open-store';
import { createTasks } from './tasks';

const tasks = createTasks();
/** What is stretched is kept in memory, and below that in the store. */
const stretched = {
  find: async (key: string) => (await openStore()).stretched.find(key),
  keep: async (key: string, pcm: Pcm) => (await openStore()).stretched.keep(key, pcm),
};
const source = { cache: new StretchCache(undefined, stretched) };

let listening: Promise<PlanListening> | undefined;

function openListening(): Promise<PlanListening> {
  listening ??= openStore()
    .then(({ songs }) => createPlanListening(songs, source))
    .catch((cause) => {
      listening = undefined;
      throw cause;
    });
  return listening;
}

/** The browser puts the file in its place when it is closed, and never where that does not happen. */
async function writeTo(
  place: FileSystemFileHandle,
  pieces: AsyncIterable<Uint8Array>,
): Promise<null> {
  const file = await place.createWritable();
  try {
    for await (const piece of pieces) await file.write(piece as Uint8Array<ArrayBuffer>);
    await file.close();
  } catch (cause) {
    await file.abort().catch(() => undefined);
    if (cause instanceof SegueError) throw cause;
    throw new SegueError(
      'storage-full',
      `The file could not be written (${reportError(cause).message}). Free some space or choose another folder, and export again; no half of it was left.`,
    );
  }
  return null;
}

const api = {
  /** A few bars of a plan, ready to be played. */
  async planPart(task: string, request: PlanPartRequest, onProgress: ReportProgress) {
    const answer = await tasks.run(task, onProgress, async (options) =>
      (await openListening()).part(request, options),
    );
    if (!answer.ok) return answer;
    return transfer(
      answer,
      answer.value.pcm.channels.map((channel) => channel.buffer),
    );
  },

  /**
   * A stored remix as a file: written to the place that the user has chosen, where nothing appears before it
   * is whole; handed back as one block where there is no such place.
   */
  exportRemix: (
    task: string,
    request: StoredExportRequest & { format: ExportFormat },
    place: FileSystemFileHandle | null,
    onProgress: ReportProgress,
  ) =>
    tasks.run(task, onProgress, async (options) => {
      const remix = await exportableStored(await openStore(), request, source);
      const pieces = exportChunks(request.format, remix, options);
      if (place) return writeTo(place, pieces);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const piece of pieces) parts.push(piece as Uint8Array<ArrayBuffer>);
      return new Blob(parts, { type: FORMAT_INFO[request.format].mimeType });
    }),

  cancel: (task: string) => tasks.cancel(task),
};

export type RenderWorkerApi = typeof api;

expose(api);
