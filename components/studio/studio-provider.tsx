'use client';

/** What all pages share: songs, remixes, decks and messages outlive the page that shows them. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { ChipChange } from '@/lib/plan/intent/chips';
import { LivePlans } from '../player/live-plans';
import { Decks } from './decks';
import { Library } from './library';
import { Models } from './models';
import { Notices } from './notices';
import { Observable } from './observable';
import { Remixes } from './remixes';

export interface Studio {
  library: Library;
  remixes: Remixes;
  models: Models;
  /** Plans that are heard before they are rendered. */
  livePlans: LivePlans;
  decks: Decks;
  /** The sentence that is being written. */
  prompt: Observable<string>;
  /** What the user made of the chips that the sentence gave. */
  chipChanges: Observable<readonly ChipChange[]>;
  notices: Notices;
  /** For what draws its own style sheet under the content security policy. */
  nonce: string;
}

const StudioContext = createContext<Studio | null>(null);

export function StudioProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [studio] = useState<Studio>(() => createStudio(nonce));
  useEffect(() => {
    void studio.library.load();
    void studio.remixes.load();
    studio.models.recallWish();
    const warn = (event: BeforeUnloadEvent) => {
      const isWorking =
        studio.library.jobs.wouldLose() ||
        studio.remixes.task.get()?.state === 'working' ||
        Object.keys(studio.models.downloads.get()).length > 0;
      if (isWorking) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [studio]);
  return <StudioContext value={studio}>{children}</StudioContext>;
}

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error('useStudio needs a StudioProvider above it');
  return studio;
}

function createStudio(nonce: string): Studio {
  const notices = new Notices();
  const models: Models = new Models(notices, () => void library.measure());
  const library = new Library(notices, models);
  const remixes = new Remixes(notices, () => void library.measure());
  return {
    notices,
    library,
    models,
    remixes,
    livePlans: new LivePlans(),
    decks: new Decks(),
    prompt: new Observable(''),
    chipChanges: new Observable<readonly ChipChange[]>([]),
    nonce,
  };
}
