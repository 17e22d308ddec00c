/** Rendering to be heard at once, part by part as the page asks for it, and files of what was rendered. */
import { expose, transfer } from 'comlink';
import { loadTimeStretcher } from '@/lib/audio/stretch/warp';
import type { ReportProgress } from '@/lib/base/progress';
import { type ExportFormat, FORMAT_INFO } from '@/lib/studio/export/export-formats';
import { exportChunks } from '@/lib/studio/export/export-remix';
import { exportableStored, type StoredExportRequest } from '@/lib/studio/export/stored-export';
import {
  createPlanListening,
  type PlanListening,
  type PlanPartRequest,
} from '@/lib/studio/plan-listening';
import { openStore } from './open-store';
import { outcome } from './outcome';
import { openStretchCache } from './stretch-cache';
import { createTasks } from './tasks';
import { whileListening } from './turns';
import { encodeAac, encodeOpus } from './web-encoders';
import { writeTo } from './write-file';

const tasks = createTasks();
const source = { cache: openStretchCache() };

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

const api = {
  /** Loads what the first part will need. */
  wake: () =>
    outcome(async () => {
      await openListening();
      await loadTimeStretcher();
    }),

  /** A few bars of a plan, ready to be played. */
  async planPart(task: string, request: PlanPartRequest, onProgress: ReportProgress) {
    const answer = await tasks.run(task, onProgress, async (options) =>
      whileListening(async () => (await openListening()).part(request, options)),
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
      const pieces = exportChunks(request.format, remix, { ...options, encodeAac, encodeOpus });
      if (place) return writeTo(place, pieces);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const piece of pieces) parts.push(piece as Uint8Array<ArrayBuffer>);
      return new Blob(parts, { type: FORMAT_INFO[request.format].mimeType });
    }),

  cancel: (task: string) => tasks.cancel(task),
};

export type RenderWorkerApi = typeof api;

expose(api);
