import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UnfinishedWork } from './unfinished-note';
import { UnfinishedRemix } from './unfinished-remix';

const WORK: UnfinishedWork = { kind: 'candidate', remixId: 'r', planId: 'p' };

/** What all tabs of a browser share. */
let stored: Map<string, string>;
let holders: number;

afterEach(() => {
  vi.unstubAllGlobals();
});

beforeEach(() => {
  stored = new Map();
  holders = 0;
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  vi.stubGlobal('navigator', {
    locks: {
      async request(
        _name: string,
        { ifAvailable }: { ifAvailable?: boolean },
        work: (lock: object | null) => unknown,
      ) {
        if (ifAvailable && holders > 0) return work(null);
        holders += 1;
        try {
          return await work({});
        } finally {
          holders -= 1;
        }
      },
    },
  });
});

/** A page that is closed lets go of its locks and does nothing more. */
function closePage(): void {
  holders = 0;
}

describe('what a page that was closed has left unfinished', () => {
  it('is handed to one of the next pages', async () => {
    new UnfinishedRemix().begin(WORK);
    closePage();
    expect(await new UnfinishedRemix().takeUp()).toEqual(WORK);
    expect(await new UnfinishedRemix().takeUp()).toBeNull();
  });

  it('is nothing while it is still being made, and after it has ended', async () => {
    const end = new UnfinishedRemix().begin(WORK);
    expect(await new UnfinishedRemix().takeUp()).toBeNull();
    end();
    await Promise.resolve();
    expect(await new UnfinishedRemix().takeUp()).toBeNull();
  });

  it('is given up where it has ended three pages', async () => {
    for (let page = 0; page < 3; page++) {
      const unfinished = new UnfinishedRemix();
      const work = page === 0 ? WORK : await unfinished.takeUp();
      expect(work).toEqual(WORK);
      if (work) unfinished.begin(work);
      closePage();
    }
    expect(await new UnfinishedRemix().takeUp()).toBeNull();
  });

  it('is not what another version has noted', async () => {
    stored.set('segue.unfinished', JSON.stringify({ work: { kind: 'other' }, tries: 1 }));
    expect(await new UnfinishedRemix().takeUp()).toBeNull();
  });
});
