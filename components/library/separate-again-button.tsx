'use client';

/** Takes a song apart anew where there is now a better engine than the one that did it, or a wished one. */
import type { SongSummary } from '@/lib/store/song-record-schema';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { IconButton } from '../ui/button';
import { ENGINES } from './engines';

/** Nothing to press where the stems are the user's own, or made as they would be now. */
export function SeparateAgainButton({ song }: { song: SongSummary }) {
  const { library, models } = useStudio();
  const choice = useObservable(models.choice);
  const jobs = useObservable(library.jobs.list);
  const { id, title, stemEngine } = song;
  if (!choice || stemEngine === 'finished' || stemEngine === choice.engine) return null;
  const isUnderWay = jobs.some(({ source }) => source.kind === 'separate' && source.songId === id);
  return (
    <IconButton
      icon="retry"
      label={`Take ${title} apart again: ${ENGINES[choice.engine].name}`}
      disabled={isUnderWay}
      onClick={() => void library.jobs.add({ kind: 'separate', songId: id, title })}
    />
  );
}
