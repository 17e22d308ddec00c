'use client';

/** A song's corrections while its page is open: applied at once, stored in their order, taken back. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { addCorrection } from '@/lib/analysis/corrections/add-correction';
import { applyCorrections } from '@/lib/analysis/corrections/apply-corrections';
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { SongDetails } from '@/lib/store/song-record-schema';
import { useStudio } from '../../studio/studio-provider';

export interface Corrections {
  /** The song as corrected so far. */
  details: SongDetails;
  add(correction: Correction): void;
  /** Takes back the last step, also the one that removed or reset something. */
  undo(): void;
  canUndo: boolean;
  remove(index: number): void;
  /** Back to what was measured. */
  reset(): void;
}

/** @param opened as it was read when the page opened */
export function useCorrections(opened: SongDetails): Corrections {
  const { library, notices } = useStudio();
  const [list, setList] = useState<readonly Correction[]>(opened.corrections);
  const latest = useRef(list);
  const past = useRef<(readonly Correction[])[]>([]);
  const stored = useRef(list);
  const storing = useRef<Promise<void>>(Promise.resolve());
  const { id, measured } = opened;

  const show = useCallback((next: readonly Correction[]) => {
    latest.current = next;
    setList(next);
  }, []);
  const change = useCallback(
    (next: readonly Correction[]) => {
      show(next);
      storing.current = storing.current.then(async () => {
        try {
          await library.correct(id, next);
          stored.current = next;
        } catch (thrown) {
          past.current = [];
          show(stored.current);
          notices.fail(thrown);
        }
      });
    },
    [library, notices, id, show],
  );
  const step = useCallback(
    (next: readonly Correction[]) => {
      past.current.push(latest.current);
      change(next);
    },
    [change],
  );
  return useMemo(
    () => ({
      details: {
        ...opened,
        corrections: [...list],
        analysis: applyCorrections(measured, list),
      },
      add: (correction) => step(addCorrection(latest.current, correction)),
      undo: () => {
        const before = past.current.pop();
        if (before) change(before);
        else if (latest.current.length > 0) change(latest.current.slice(0, -1));
      },
      canUndo: list.length > 0 || past.current.length > 0,
      remove: (index) => step(latest.current.filter((_, i) => i !== index)),
      reset: () => step([]),
    }),
    [opened, measured, list, step, change],
  );
}
