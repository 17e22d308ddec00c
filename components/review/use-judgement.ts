'use client';

/** What the ranking in use says of the plans on the page, asked anew in a worker whenever they change. */
import { type Remote, wrap } from 'comlink';
import { useEffect, useRef, useState } from 'react';
import type { Judgement, JudgeRequest } from '@/lib/studio/judge-plans';
import type { JudgeWorkerApi } from '@/workers/judge.worker';

/** What the page knows: nothing yet, what was said last, or that it cannot be said. */
export type Judged = Judgement | 'waiting' | 'failed';

/** Changes that follow each other more quickly are judged together. */
const SETTLE_MS = 150;

/** @param request null asks for nothing; the same request by its ids is asked once */
export function useJudgement(request: JudgeRequest | null): Judged {
  const [judged, setJudged] = useState<Judged>('waiting');
  const worker = useRef<{ api: Remote<JudgeWorkerApi>; end: () => void } | null>(null);
  const latest = useRef(request);
  latest.current = request;
  const name = request && nameOf(request);
  useEffect(() => {
    if (name === null) return;
    let isCurrent = true;
    const say = (said: Judged) => isCurrent && setJudged(said);
    const timer = setTimeout(async () => {
      if (!latest.current) return;
      worker.current ??= start();
      try {
        const answer = await worker.current.api.judge(latest.current);
        say(answer.ok ? answer.value : 'failed');
      } catch {
        say('failed');
      }
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [name]);
  useEffect(
    () => () => {
      worker.current?.end();
      worker.current = null;
    },
    [],
  );
  return judged;
}

function nameOf({ plans, planId, rivalIds }: JudgeRequest): string {
  return JSON.stringify([plans.map(({ id }) => id), planId, rivalIds]);
}

function start() {
  const worker = new Worker(new URL('../../workers/judge.worker.ts', import.meta.url), {
    type: 'module',
  });
  return { api: wrap<JudgeWorkerApi>(worker), end: () => worker.terminate() };
}
