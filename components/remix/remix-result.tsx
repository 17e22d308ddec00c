'use client';

/** A remix: heard, seen, explained, with its other candidates beside it. */
import { useMemo, useState } from 'react';
import { otherSide } from '@/lib/music/stem-names';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import type { KeyMeaning } from '../player/keys-button';
import type { PlayerPart } from '../player/part-deck';
import type { PlayerSound } from '../player/player-sound';
import { Transport } from '../player/transport';
import { useStemPlayer } from '../player/use-stem-player';
import parts from '../shell/parts.module.css';
import { askLibrary } from '../studio/library-client';
import { useStudio } from '../studio/studio-provider';
import { Timeline } from '../timeline/timeline';
import { remixTimeline } from '../timeline/timeline-model';
import { Button, ButtonLink, IconButton } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { cx } from '../ui/cx';
import { EditableText } from '../ui/editable-text';
import { Candidates } from './candidates';
import { ExportButton } from './export-button';
import styles from './remix-result.module.css';
import { useDownload } from './use-download';
import { useListening } from './use-listening';
import { useOriginals } from './use-originals';
import { Why } from './why';

const REMIX_KEYS: readonly KeyMeaning[] = [
  { keys: ['A', 'B'], meaning: 'The original of one of the songs, at the same place' },
  { keys: ['R'], meaning: 'The remix again' },
];

export function RemixResult({ remix, onDeleted }: { remix: RemixRecord; onDeleted: () => void }) {
  const { remixes } = useStudio();
  const [isDeleting, setIsDeleting] = useState(false);
  const { download, isWorking } = useDownload(remix);
  const { id, chosenPlanId, songs } = remix;
  const plan = remix.plans.find((candidate) => candidate.id === chosenPlanId) ?? remix.plans[0];
  const render = remix.renders[plan.id];
  const title = storedRemixTitle(remix);
  const { beatsPerBar } = songs[otherSide(plan.vocalSong)];
  const model = useMemo(
    () => remixTimeline(plan, render, beatsPerBar),
    [plan, render, beatsPerBar],
  );
  const { durationSeconds, beatsSeconds, barBeats } = model;
  const originals = useOriginals(remix, plan, render);
  const sound = useMemo<PlayerSound>(
    () => ({
      durationSeconds,
      beatsSeconds,
      barBeats,
      load: (part: PlayerPart) => askLibrary((api) => api.remixSound(id, chosenPlanId, part)),
      originals,
    }),
    [id, chosenPlanId, durationSeconds, beatsSeconds, barBeats, originals],
  );
  const player = useStemPlayer(sound);
  useListening(player, id);
  return (
    <section className={styles.result} aria-label="Remix">
      <div className={styles.head}>
        <div className={styles.title}>
          <EditableText
            value={title}
            label="name of the remix"
            onChange={(name) => void remixes.rename(id, name)}
          >
            <h2>{title}</h2>
          </EditableText>
          <p className={styles.prompt}>{remix.prompt ? `"${remix.prompt}"` : 'No sentence'}</p>
        </div>
      </div>
      {player && (
        <div className={cx(parts.panel, parts.wide)}>
          <Timeline model={model} player={player} />
          <Transport
            player={player}
            model={model}
            what="the remix"
            originals={{ a: songs.a.title, b: songs.b.title }}
            keys={REMIX_KEYS}
          >
            <ButtonLink href={`/review?id=${id}`} icon="lanes">
              Review
            </ButtonLink>
            <Button icon="download" disabled={isWorking} onClick={() => void download()}>
              {isWorking ? 'Writing …' : 'Download WAV'}
            </Button>
            <ExportButton remix={remix} />
            <IconButton
              icon="trash"
              label="Delete this remix"
              onClick={() => setIsDeleting(true)}
            />
          </Transport>
        </div>
      )}
      <div className={styles.below}>
        <Why remix={remix} plan={plan} render={render} />
        <Candidates remix={remix} />
      </div>
      <ConfirmDialog
        open={isDeleting}
        title="Delete this remix?"
        action="Delete remix"
        onConfirm={() => void remixes.delete(id).then(onDeleted)}
        onClose={() => setIsDeleting(false)}
      >
        "{title}" and its rendered candidates are deleted from this browser. The two songs stay.
      </ConfirmDialog>
    </section>
  );
}
