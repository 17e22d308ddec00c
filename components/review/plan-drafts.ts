/**
 * Plans that have been changed by hand and are not kept yet: their steps stay while other plans are looked
 * at, and outlive the page in its tab.
 */
import { z } from 'zod';
import { type EditHistory, startHistory } from '@/lib/plan/edit/edit-history';
import { remixPlanSchema } from '@/lib/plan/plan-schema';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { Observable } from '../studio/observable';

const stepSchema = z.object({ plan: remixPlanSchema, what: z.string().nullable() });
const historiesSchema = z.record(
  z.string(),
  z.object({ past: z.array(stepSchema), present: stepSchema, future: z.array(stepSchema) }),
);

/** By the id of the plan that was opened. */
export type DraftHistories = Readonly<Record<string, EditHistory>>;

/** What of the session's storage is needed; null where the browser gives none. */
type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;

export class PlanDrafts {
  readonly histories: Observable<DraftHistories>;
  private readonly key: string;

  constructor(
    remixId: string,
    private readonly storage: DraftStorage = sessionStorageIfAny(),
  ) {
    this.key = `segue-drafts-${remixId}`;
    this.histories = new Observable(this.read());
  }

  /** Changes the steps of a plan, which begin with it as it was opened. */
  change(opened: RemixPlan, change: (history: EditHistory) => EditHistory): void {
    this.histories.update((known) => ({
      ...known,
      [opened.id]: change(known[opened.id] ?? startHistory(opened)),
    }));
    this.write();
  }

  discard(openedId: string): void {
    this.histories.update(({ [openedId]: _, ...others }) => others);
    this.write();
  }

  private read(): DraftHistories {
    try {
      const stored = this.storage?.getItem(this.key);
      return stored ? historiesSchema.parse(JSON.parse(stored)) : {};
    } catch {
      // from another version of Segue, or unreadable: there is nothing to go on with
      return {};
    }
  }

  private write(): void {
    const histories = this.histories.get();
    try {
      if (Object.keys(histories).length === 0) this.storage?.removeItem(this.key);
      else this.storage?.setItem(this.key, JSON.stringify(histories));
    } catch {
      // no room: the drafts stay as long as the page
    }
  }
}

/** The changed plan of an opened one; null where it stands as it was. */
export function draftOf(histories: DraftHistories, openedId: string): RemixPlan | null {
  const present = histories[openedId]?.present.plan;
  return present && present.id !== openedId ? present : null;
}

function sessionStorageIfAny(): DraftStorage {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}
