'use client';

/** The stored sessions and answers, for what stands around the session itself. */
import { useCallback, useEffect, useState } from 'react';
import { type ErrorReport, reportError } from '@/lib/base/errors';
import type { PairwiseLabel } from '@/lib/labels/pairwise-label';
import type { LabelSession } from '@/lib/labels/session';
import { askLibrary } from '../studio/library-client';
import { useStudio } from '../studio/studio-provider';

export interface LabelData {
  state: 'loading' | 'ready' | 'failed';
  failure: ErrorReport | null;
  sessions: LabelSession[];
  labels: PairwiseLabel[];
}

export function useLabelData(): LabelData & { reload: () => Promise<void> } {
  const { notices } = useStudio();
  const [data, setData] = useState<LabelData>({
    state: 'loading',
    failure: null,
    sessions: [],
    labels: [],
  });
  const reload = useCallback(async () => {
    try {
      const sessions = await askLibrary((api) => api.labelSessions());
      const labels = await askLibrary((api) => api.labels());
      notices.unreadable(sessions.unreadable + labels.unreadable, 'answer');
      setData({
        state: 'ready',
        failure: null,
        sessions: sessions.records,
        labels: labels.records,
      });
    } catch (thrown) {
      setData((before) => ({ ...before, state: 'failed', failure: reportError(thrown) }));
    }
  }, [notices]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { ...data, reload };
}
