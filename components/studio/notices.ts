/** Sentences for the user that stay until they are dismissed. */
import { type ErrorReport, reportError } from '@/lib/base/errors';
import type { NoticeTone } from '../ui/notice';
import { Observable } from './observable';

export interface NoticeEntry {
  id: number;
  tone: NoticeTone;
  /** What it is about: a file, a song. */
  title?: string;
  message: string;
}

/** Good news goes by itself. */
const PLURALS = { song: 'songs', remix: 'remixes', answer: 'answers' } as const;

const SUCCESS_SHOWN_MS = 6000;

export class Notices {
  readonly list = new Observable<NoticeEntry[]>([]);
  private lastId = 0;

  add(notice: Omit<NoticeEntry, 'id'>): void {
    this.lastId += 1;
    const id = this.lastId;
    this.list.update((list) => [...list, { ...notice, id }]);
    if (notice.tone === 'success') setTimeout(() => this.dismiss(id), SUCCESS_SHOWN_MS);
  }

  /** A failure as a sentence; what the user has cancelled needs none. */
  fail(thrown: unknown, title?: string): ErrorReport {
    const report = reportError(thrown);
    const { code, message } = report;
    // Most sentences name the file already.
    const isNamed = title !== undefined && message.includes(title);
    if (code !== 'aborted') {
      this.add({ tone: 'failure', title: isNamed ? undefined : title, message });
    }
    return report;
  }

  /** Tells of records that this version cannot read; says nothing where there are none. */
  unreadable(count: number, what: keyof typeof PLURALS): void {
    if (count === 0) return;
    const plural = `${PLURALS[what]} were`;
    this.add({
      tone: 'warning',
      message: `${count} stored ${count === 1 ? `${what} was` : plural} made by another version of Segue and cannot be shown. Nothing was deleted.`,
    });
  }

  dismiss(id: number): void {
    this.list.update((list) => list.filter((notice) => notice.id !== id));
  }

  dismissAll(): void {
    this.list.set([]);
  }
}
