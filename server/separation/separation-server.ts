/** The one set of jobs of this server. */
import { defaultModel } from '../model-files';
import { createSeparationHandlers } from './handlers';
import { JobFiles, jobsFolder } from './job-files';
import { SeparationJobs } from './jobs';
import { SEPARATION_LIMITS } from './limits';
import { runSeparationProcess } from './run-process';

type Handlers = ReturnType<typeof createSeparationHandlers>;

/** Results that nobody fetches are looked for this often. */
const SWEEP_MS = 60_000;

/** The routes may be bundled apart, each with a copy of this file; the process has one set all the same. */
const KEY = Symbol.for('segue.separation');

export function separationHandlers(): Handlers {
  const shared = globalThis as { [KEY]?: Handlers };
  shared[KEY] ??= start();
  return shared[KEY];
}

function start(): Handlers {
  const jobs = new SeparationJobs({
    files: new JobFiles(jobsFolder()),
    limits: SEPARATION_LIMITS,
    nowMs: Date.now,
    model: defaultModel,
    run: runSeparationProcess,
  });
  setInterval(() => jobs.expire(), SWEEP_MS).unref();
  return createSeparationHandlers(jobs, SEPARATION_LIMITS);
}
