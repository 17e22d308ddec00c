'use client';

/**
 * A remix: heard, seen, explained, with its other candidates beside it. What has not been rendered is heard as it
 * is made; its render goes on for it at a bar line.
 */
import { useMemo } from 'react';
import { otherSide } from '@/lib/music/stem-names';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import type { KeyMeaning } from '../player/keys-button';
import type { PlayerPart, PlayerSound } from '../player/player-sound';
import { Transport } from '../player/transport';
import { useStemPlayer } from '../player/use-stem-player';
import parts from '../shell/parts.module.css';
import { askLibrary } from '../studio/library-client';
import type { RemixTask } from '../studio/remixes';
import { useStudio } from '../studio/studio-provider';
import { useSelected } from '../studio/use-observable';
import { Timeline } from '../timeline/timeline';
import { remixTimeline, unrendered } from '../timeline/timeline-model';
import { cx } from '../ui/cx';
import { EditableText } from '../ui/editable-text';
import { Candidates } from './candidates';
import { RemixActions } from './remix-actions';
import styles from './remix-result.module.css';
import { useListening } from './use-listening';
import { useLivePlan } from './use-live-plan';
import { useOriginals } from './use-originals';
import { Why } from './why';

const REMIX_KEYS: readonly KeyMeaning[] = [
  { keys: ['A', 'B'], meaning: 'The original of one of the songs, at the same place' },
  { keys: ['R'], meaning: 'The remix again' },
];

export function RemixResult({ remix, onDeleted }: { remix: RemixRecord; onDeleted: () => void }) {
  const { remixes } = useStudio();
  const { id, chosenPlanId, songs } = remix;
  const comingId = useSelected(remixes.task, (task) => comingPlanId(task, remix));
  const coming = remix.plans.find((candidate) => candidate.id === comingId) ?? null;
  const live = useLivePlan(songs, coming);
  const chosen = remix.plans.find((candidate) => candidate.id === chosenPlanId) ?? remix.plans[0];
  const plan = coming && live ? coming : chosen;
  const render = remix.renders[plan.id] ?? null;
  const title = storedRemixTitle(remix);
  // One that is still being made for the first time cannot be named, handed out or deleted.
  const isStored = remix.renders[chosenPlanId] !== undefined;
  const { beatsPerBar } = songs[otherSide(plan.vocalSong)];
  const picture = useMemo(() => render ?? (live && unrendered(live.beatsSeconds)), [render, live]);
  const model = useMemo(
    () => picture && remixTimeline(plan, picture, beatsPerBar),
    [plan, picture, beatsPerBar],
  );
  const integratedLufs = render?.loudness.integratedLufs ?? plan.targetLufs;
  const originals = useOriginals(songs, plan, model?.beatsSeconds ?? null, integratedLufs);
  const sound = useMemo<PlayerSound | null>(
    () =>
      model && {
        durationSeconds: model.durationSeconds,
        beatsSeconds: model.beatsSeconds,
        barBeats: model.barBeats,
        load: (part: PlayerPart) => askLibrary((api) => api.remixSound(id, plan.id, part)),
        live: render ? undefined : (live ?? undefined),
        originals,
      },
    [id, plan.id, render, live, model, originals],
  );
  const player = useStemPlayer(sound);
  useListening(player, id);
  return (
    <section className={styles.result} aria-label="Remix">
      <div className={styles.head}>
        <div className={styles.title}>
          {isStored ? (
            <EditableText
              value={title}
              label="name of the remix"
              onChange={(name) => void remixes.rename(id, name)}
            >
              <h2>{title}</h2>
            </EditableText>
          ) : (
            <h2>{title}</h2>
          )}
          <p className={styles.prompt}>{remix.prompt ? `"${remix.prompt}"` : 'No sentence'}</p>
        </div>
      </div>
      {player && model && (
        <div className={cx(parts.panel, parts.wide)}>
          <Timeline model={model} player={player} />
          <Transport
            player={player}
            model={model}
            what="the remix"
            originals={{ a: songs.a.title, b: songs.b.title }}
            keys={REMIX_KEYS}
          >
            {isStored && (
              <RemixActions remix={remix} isRendered={render !== null} onDeleted={onDeleted} />
            )}
          </Transport>
        </div>
      )}
      <div className={styles.below}>
        <Why remix={remix} plan={plan} render={render} />
        <Candidates remix={remix} shownPlanId={plan.id} />
      </div>
    </section>
  );
}

/** What is heard before it is rendered: the first of a new remix, or the candidate that is being rendered. */
function comingPlanId(
  task: RemixTask | null,
  { plans, renders, chosenPlanId }: RemixRecord,
): string | null {
  if (!renders[chosenPlanId]) return chosenPlanId;
  const id = task?.state === 'working' ? task.planId : null;
  return id !== null && !renders[id] && plans.some((plan) => plan.id === id) ? id : null;
}
