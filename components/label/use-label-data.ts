'use client';

/** The stored sessions and how far they have come, for what stands around the session itself. */
import { useCallback, useEffect, useState } from 'react';
import { type ErrorReport, reportError } from '@/lib/base/errors';
import type { LabelSession } from '@/lib/labels/session';
import type { SessionsOverview } from '@/lib/store/label-store';
import { askLibrary } from '../studio/library-client';
import { useStudio } from '../studio/studio-provider';

export interface LabelData {
  state: 'loading' | 'ready' | 'failed';
  failure: ErrorReport | null;
  sessions: LabelSession[];
  answered: SessionsOverview['answered'];
  labelCount: number;
}

export function useLabelData(): LabelData & { reload: () => Promise<void> } {
  const { notices } = useStudio();
  const [data, setData] = useState<LabelData>({
    state: 'loading',
    failure: null,
    sessions: [],
    answered: new Map(),
    labelCount: 0,
  });
  const reload = useCallback(async () => {
    try {
      const { records, unreadable, answered, labels } = await askLibrary((api) =>
        api.labelSessions(),
      );
      notices.unreadable(unreadable, 'answer');
      setData({ state: 'ready', failure: null, sessions: records, answered, labelCount: labels });
    } catch (thrown) {
      setData((before) => ({ ...before, state: 'failed', failure: reportError(thrown) }));
    }
  }, [notices]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { ...data, reload };
}
