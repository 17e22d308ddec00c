'use client';

/** Two decks, a sentence, one button; then the remix. */
import dynamic from 'next/dynamic';
import { useEffect, useMemo } from 'react';
import { withChipChanges } from '@/lib/plan/intent/chips';
import { parsePrompt } from '@/lib/plan/intent/parse-prompt';
import { Page } from '../shell/page';
import parts from '../shell/parts.module.css';
import { useStudio } from '../studio/studio-provider';
import { useObservable, useSelected } from '../studio/use-observable';
import { ButtonLink, IconButton } from '../ui/button';
import { Notice } from '../ui/notice';
import { whenIdle } from '../ui/when-idle';
import { Deck } from './deck';
import { PromptForm } from './prompt-form';
import { RemixHistory } from './remix-history';
import styles from './remix-page.module.css';
import { RemixProgress } from './remix-progress';
import { nameOf, useIntent } from './use-intent';
import { useOpenRemix } from './use-open-remix';

/** Player and timeline are begun in a turn of their own. */
const loadResult = () => import('./remix-result').then(({ RemixResult }) => RemixResult);
const RemixResult = dynamic(loadResult, { ssr: false });

export function RemixPage() {
  const studio = useStudio();
  const { library, remixes, livePlans, decks } = studio;
  const libraryState = useObservable(library.state);
  const remixState = useObservable(remixes.state);
  const songs = useObservable(library.songs);
  const all = useObservable(remixes.list);
  const isWorking = useSelected(remixes.task, (task) => task?.state === 'working');
  const onDeck = useObservable(decks.songs);
  const prompt = useObservable(studio.prompt);
  const chipChanges = useObservable(studio.chipChanges);
  const songIds = useMemo(() => songs.map(({ id }) => id), [songs]);
  const planned = useObservable(remixes.planned);
  const openable = useMemo(() => (planned ? [...all, planned] : all), [all, planned]);
  const { id, remix, open } = useOpenRemix(openable, songIds);
  useEffect(() => whenIdle(() => void loadResult().catch(() => undefined)), []);
  useEffect(() => () => livePlans.endUnheard(), [livePlans]);
  useEffect(() => {
    if (id === null) decks.settle(songIds);
  }, [id, decks, songIds]);

  const a = songs.find((song) => song.id === onDeck.a) ?? null;
  const b = songs.find((song) => song.id === onDeck.b) ?? null;
  const intent = useIntent(
    prompt,
    chipChanges,
    useMemo(() => ({ a, b }), [a, b]),
  );
  const isSameSong = a !== null && a.id === b?.id;
  const isReady = a !== null && b !== null && !isSameSong && !isWorking;
  const isKnown = all.some(
    ({ songs: made, prompt: asked }) =>
      made.a.id === a?.id && made.b.id === b?.id && asked === prompt.trim(),
  );
  const make = async () => {
    if (!a || !b) return;
    // What is shown may be a letter behind what has been typed.
    const names = { a: nameOf(a), b: nameOf(b) };
    const asked = withChipChanges(parsePrompt(prompt.trim(), names), chipChanges);
    let begunId: string | null = null;
    const made = await remixes.make({ a: a.id, b: b.id }, asked, (plannedId) => {
      begunId = plannedId;
      open(plannedId);
    });
    const isOpen = new URLSearchParams(window.location.search).get('id') === begunId;
    if (!made && begunId && isOpen) open(id);
  };

  if (libraryState === 'loading' || remixState === 'loading') {
    return (
      <Page>
        <p className={parts.loading} role="status">
          Opening the studio …
        </p>
      </Page>
    );
  }
  const chosenPlan = remix?.plans.find((plan) => plan.id === remix.chosenPlanId);
  const isShown = remix?.songs.a.id === a?.id && remix?.songs.b.id === b?.id;
  const singer = intent.vocalSong ?? (isShown ? (chosenPlan?.vocalSong ?? null) : null);
  return (
    <Page>
      <h1>Remix</h1>
      {songs.length < 2 && <NotEnoughSongs count={songs.length} />}
      {songs.length > 0 && (
        <div className={styles.decks}>
          <Deck side="a" songs={songs} singer={singer} />
          <IconButton
            icon="swap"
            label="Swap the decks"
            look="secondary"
            className={styles.swap}
            onClick={() => decks.swap()}
          />
          <Deck side="b" songs={songs} singer={singer} />
        </div>
      )}
      {isSameSong && (
        <Notice tone="warning">
          Both decks hold "{a.title}". A remix takes two different songs: choose another for one of
          them.
        </Notice>
      )}
      {songs.length > 0 && (
        <PromptForm
          prompt={prompt}
          intent={intent}
          areChipsChanged={chipChanges.length > 0}
          action={isKnown ? 'Make another' : 'Make the remix'}
          isDisabled={!isReady}
          onPrompt={(text) => {
            studio.prompt.set(text);
            if (text.trim() === '') studio.chipChanges.set([]);
          }}
          onChip={(change) =>
            studio.chipChanges.update((known) => (change === null ? [] : [...known, change]))
          }
          onReach={() => {
            if (!isReady) return;
            remixes.warmUp();
            livePlans.wake();
          }}
          onSubmit={() => void make()}
        />
      )}
      <RemixProgress />
      {remix && <RemixResult key={remix.id} remix={remix} onDeleted={() => open(null)} />}
      {id !== null && !remix && !isWorking && (
        <Notice tone="warning" title="This remix is not here">
          It was deleted, or it was made in another browser: remixes stay where they are made.
        </Notice>
      )}
      <RemixHistory remixes={all} openId={remix?.id ?? null} />
    </Page>
  );
}

function NotEnoughSongs({ count }: { count: number }) {
  return (
    <Notice
      tone="info"
      title={count === 0 ? 'There are no songs yet' : 'One more song is needed'}
      announce={false}
      actions={
        <ButtonLink href="/" icon="plus">
          Go to the library
        </ButtonLink>
      }
    >
      A remix takes two songs. Add them in the library, or try the demo there.
    </Notice>
  );
}
