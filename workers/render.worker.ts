/** Rendering to be heard at once: parts of plans, as the page asks for them. */
import { expose, transfer } from 'comlink';
import type { ReportProgress } from '@/lib/base/progress';
import { StretchCache } from '@/lib/render/stretch-cache';
import {
  createPlanListening,
  type PlanListening,
  type PlanPartRequest,
} from '@/lib/studio/plan-listening';
import { openStore } from './open-store';
import { createTasks } from './tasks';

const tasks = createTasks();
const source = { cache: new StretchCache() };

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

  cancel: (task: string) => tasks.cancel(task),
};

export type RenderWorkerApi = typeof api;

expose(api);
