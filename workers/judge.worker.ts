/** Plans as the ranking in use sees them, for pages that show why. */
import { expose } from 'comlink';
import { type JudgeRequest, judgePlans } from '@/lib/studio/judge-plans';
import { openStore } from './open-store';
import { outcome } from './outcome';
import { activeModel } from './taste';

const api = {
  judge: (request: JudgeRequest) =>
    outcome(async () => judgePlans((await openStore()).songs, await activeModel(), request)),
};

export type JudgeWorkerApi = typeof api;

expose(api);
