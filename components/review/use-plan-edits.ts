'use client';

/** A plan that is being changed by hand: steps back and forth, tried before they are made. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { checkPlan } from '@/lib/plan/constraints/check-plan';
import type { PlanContext } from '@/lib/plan/constraints/plan-context';
import type { Violation } from '@/lib/plan/constraints/violation';
import { applyEdit } from '@/lib/plan/edit/apply-edit';
import { addStep, type EditHistory, redo, startHistory, undo } from '@/lib/plan/edit/edit-history';
import { describeEdit, type PlanEdit } from '@/lib/plan/edit/plan-edit';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { pressedLetter } from '../player/pressed-letter';
import { useSelected } from '../studio/use-observable';
import type { PlanDrafts } from './plan-drafts';

export interface PlanEdits {
  /** With what is being tried. */
  plan: RemixPlan;
  isEdited: boolean;
  violations: readonly Violation[];
  /** Why the last change could not be made. */
  refusal: string | null;
  /** Makes a change. */
  make(edit: PlanEdit): void;
  /** Shows a change while it is being dragged; null puts it back. */
  try(edit: PlanEdit | null): void;
  undo(): void;
  redo(): void;
  /** What undo and redo would do; null where there is nothing. */
  undoes: string | null;
  redoes: string | null;
}

/** @param opened stays the same: whoever opens another plan makes another component */
export function usePlanEdits(
  opened: RemixPlan,
  drafts: PlanDrafts,
  context: PlanContext | null,
): PlanEdits {
  const untouched = useMemo(() => startHistory(opened), [opened]);
  const history = useSelected(drafts.histories, (all) => all[opened.id]) ?? untouched;
  const [tried, setTried] = useState<PlanEdit | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { plan: present } = history.present;

  const attempt = useMemo(
    () => (tried && context ? applyEdit(present, tried, context) : null),
    [tried, present, context],
  );
  const plan = attempt?.ok ? attempt.plan : present;
  const violations = useMemo(() => (context ? checkPlan(plan, context) : []), [plan, context]);

  const make = useCallback(
    (edit: PlanEdit) => {
      setTried(null);
      if (!context) return;
      const result = applyEdit(present, edit, context);
      setRefusal(result.ok ? null : result.reason);
      if (!result.ok || result.plan.id === present.id) return;
      const what = describeEdit(result.plan, edit);
      drafts.change(opened, (known) => addStep(known, { plan: result.plan, what }));
    },
    [present, context, drafts, opened],
  );
  const step = useCallback(
    (move: (history: EditHistory) => EditHistory) => {
      setTried(null);
      setRefusal(null);
      drafts.change(opened, move);
    },
    [drafts, opened],
  );
  const back = useCallback(() => step(undo), [step]);
  const on = useCallback(() => step(redo), [step]);
  useUndoKeys(back, on);
  return {
    plan,
    isEdited: present.id !== opened.id,
    violations,
    refusal: attempt && !attempt.ok ? attempt.reason : refusal,
    make,
    try: setTried,
    undo: back,
    redo: on,
    undoes: history.past.length > 0 ? history.present.what : null,
    redoes: history.future[0]?.what ?? null,
  };
}

/** Z takes back, shift-Z does again; with Ctrl or Cmd too. */
function useUndoKeys(onUndo: () => void, onRedo: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, shiftKey, altKey } = event;
      const isTyping =
        target instanceof HTMLElement &&
        target.closest('input:not([type=range]):not([type=checkbox]), textarea, dialog') !== null;
      if (pressedLetter(event) !== 'z' || altKey || isTyping) return;
      event.preventDefault();
      if (shiftKey) onRedo();
      else onUndo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onUndo, onRedo]);
}
