/**
 * What is being made, noted where the next page finds it: what a page that was closed has left unfinished, the
 * next one makes. The lock ends with its page, so that no other tab takes up what is still being made.
 */
import type { UnfinishedNote, UnfinishedWork } from './unfinished-note';

const STORAGE_KEY = 'segue.unfinished';
const LOCK = 'segue-making';
/** What has ended so many pages may be what ends them. */
const MOST_TRIES = 3;

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
    return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (!lock) return null;
      const note = await read();
      write(null);
      if (!note || note.tries >= MOST_TRIES) return null;
      this.tries.set(JSON.stringify(note.work), note.tries);
      return note.work;
    });
  }
}

async function read(): Promise<UnfinishedNote | null> {
  const text = kept();
  if (text === null) return null;
  try {
    const { unfinishedNoteSchema } = await import('./unfinished-note');
    return unfinishedNoteSchema.safeParse(JSON.parse(text)).data ?? null;
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
