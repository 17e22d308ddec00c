/**
 * What is being made, noted where the next page finds it: what a page that was closed has left unfinished, the
 * next one makes. The lock ends with its page, so that no other tab takes up what is still being made.
 */
import { z } from 'zod';
import { promptIntentSchema } from '@/lib/plan/intent/intent-schema';

const STORAGE_KEY = 'segue.unfinished';
const LOCK = 'segue-making';
/** What has ended so many pages may be what ends them. */
const MOST_TRIES = 3;

const workSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('remix'),
    id: z.string(),
    songIds: z.object({ a: z.string(), b: z.string() }),
    intent: promptIntentSchema,
  }),
  z.object({ kind: z.literal('candidate'), remixId: z.string(), planId: z.string() }),
]);
const noteSchema = z.object({ work: workSchema, tries: z.number() });

export type UnfinishedWork = z.infer<typeof workSchema>;

export class UnfinishedRemix {
  private readonly tries = new Map<string, number>();
  private count = 0;

  /** Notes what is begun. @returns a function to be called when it has ended, however it has */
  begin(work: UnfinishedWork): () => void {
    this.count += 1;
    const { count } = this;
    const tries = (this.tries.get(JSON.stringify(work)) ?? 0) + 1;
    let letGo: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    navigator.locks.request(LOCK, { mode: 'shared' }, () => ended).catch(() => undefined);
    const note = JSON.stringify({ work, tries });
    write(note);
    return () => {
      // What was begun after this, here or in another tab, is still under way.
      if (count === this.count && kept() === note) write(null);
      letGo();
    };
  }

  /** What a page that has ended was making; null where there is none. It is handed out to one page. */
  async takeUp(): Promise<UnfinishedWork | null> {
    return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      if (!lock) return null;
      const note = read();
      write(null);
      if (!note || note.tries >= MOST_TRIES) return null;
      this.tries.set(JSON.stringify(note.work), note.tries);
      return note.work;
    });
  }
}

function read(): z.infer<typeof noteSchema> | null {
  try {
    return noteSchema.safeParse(JSON.parse(kept() ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function write(note: string | null): void {
  try {
    if (note === null) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, note);
  } catch {
    // without storage nothing is taken up
  }
}
