'use client';

/** What the ranking in use says of the plans on the page, asked anew in a worker whenever they change. */
import { useEffect, useRef, useState } from 'react';
import type { Judgement, JudgeRequest } from '@/lib/studio/judge-plans';
import type { JudgeWorkerApi } from '@/workers/judge.worker';
import { WorkerClient } from '../studio/worker-client';

/** What the page knows: nothing yet, what was said last, or that it cannot be said. */
export type Judged = Judgement | 'waiting' | 'failed';

/** Changes that follow each other more quickly are judged together. */
const SETTLE_MS = 150;
const STOPPED = 'The browser stopped what judges plans.';

/** @param request null asks for nothing; the same request by its ids is asked once */
export function useJudgement(request: JudgeRequest | null): Judged {
  const [judged, setJudged] = useState<Judged>('waiting');
  const [worker] = useState(() => new WorkerClient<JudgeWorkerApi>(openWorker, STOPPED));
  const latest = useRef(request);
  latest.current = request;
  const name = request && nameOf(request);
  useEffect(() => {
    if (name === null) return;
    let isCurrent = true;
    const say = (said: Judged) => isCurrent && setJudged(said);
    const timer = setTimeout(async () => {
      const asked = latest.current;
      if (!asked) return;
      try {
        say(await worker.ask((api) => api.judge(asked)));
      } catch {
        say('failed');
      }
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [name, worker]);
  useEffect(() => () => worker.end(), [worker]);
  return judged;
}

function nameOf({ plans, planId, rivalIds }: JudgeRequest): string {
  return JSON.stringify([plans.map(({ id }) => id), planId, rivalIds]);
}

function openWorker(): Worker {
  return new Worker(new URL('../../workers/judge.worker.ts', import.meta.url), { type: 'module' });
}
