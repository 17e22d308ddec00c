'use client';

/** Which songs are in the library, and what would be taken over of each. */
import { useState } from 'react';
import { PROGRAM_NAMES } from '@/lib/analysis/corrections/describe-correction';
import { camelotCode } from '@/lib/music/key';
import type { SongSummary } from '@/lib/store/song-record-schema';
import type { FoundInLibrary, FoundSong, TrackToTakeOver } from '@/lib/studio/import-library';
import { type ImportedPart, offeredParts } from '@/lib/studio/imported-parts';
import { Button } from '../../ui/button';
import { formatBpm } from '../../ui/format';
import styles from './import-matches.module.css';

export function ImportMatches({
  found,
  songs,
  onApply,
  onRestart,
}: {
  found: FoundInLibrary;
  songs: readonly SongSummary[];
  onApply: (tracks: TrackToTakeOver[]) => void;
  onRestart: () => void;
}) {
  const { source, trackCount, matches } = found;
  // What was corrected by hand stays unless the user says otherwise.
  const [chosen, setChosen] = useState<Record<string, readonly ImportedPart[]>>(() =>
    Object.fromEntries(
      matches.map(({ songId, track, byHand }) => [
        songId,
        offeredParts(track).filter((part) => !byHand.includes(part)),
      ]),
    ),
  );
  const tracks = matches
    .map(({ songId, track }) => ({ songId, track, parts: chosen[songId] }))
    .filter(({ parts }) => parts.length > 0);
  const toggle = (songId: string, part: ImportedPart) =>
    setChosen((all) => ({
      ...all,
      [songId]: all[songId].includes(part)
        ? all[songId].filter((other) => other !== part)
        : [...all[songId], part],
    }));
  const songOf = (id: string) => songs.find((song) => song.id === id);
  return (
    <>
      <p role="status">
        {matches.length === 0
          ? `None of your ${songs.length} songs is among the ${trackCount} tracks of this ${PROGRAM_NAMES[source]} library. Songs are found by their title, artist and length: check how they are called here.`
          : `${matches.length} of your ${songs.length} songs ${matches.length === 1 ? 'is' : 'are'} among the ${trackCount} tracks of this ${PROGRAM_NAMES[source]} library.`}
      </p>
      <ul className={styles.matches} aria-label="Songs found">
        {matches.map((match) => {
          const song = songOf(match.songId);
          if (!song) return null;
          return (
            <li key={match.songId} className={styles.match}>
              <Match
                song={song}
                match={match}
                chosen={chosen[match.songId]}
                onToggle={(part) => toggle(match.songId, part)}
              />
            </li>
          );
        })}
      </ul>
      <div className={styles.actions}>
        <Button onClick={onRestart}>Choose another file</Button>
        {matches.length > 0 && (
          <Button look="primary" disabled={tracks.length === 0} onClick={() => onApply(tracks)}>
            Take over
          </Button>
        )}
      </div>
    </>
  );
}

function Match({
  song,
  match: { track, score, byHand },
  chosen,
  onToggle,
}: {
  song: SongSummary;
  match: FoundSong;
  chosen: readonly ImportedPart[];
  onToggle: (part: ImportedPart) => void;
}) {
  const offered = offeredParts(track);
  return (
    <>
      <div>
        <strong>{song.title}</strong>
        <p className={styles.track}>
          {[track.artist, track.title || track.fileName].filter(Boolean).join(' – ')} ·{' '}
          {Math.round(score * 100)} % alike
        </p>
      </div>
      {offered.length === 0 && (
        <p className={styles.track}>It has no grid, key or cues in the library.</p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would frame each of many rows */}
      <div className={styles.parts} role="group" aria-label={`Take over for ${song.title}`}>
        {offered.map((part) => (
          <label key={part} className={styles.part}>
            <input
              type="checkbox"
              checked={chosen.includes(part)}
              onChange={() => onToggle(part)}
            />
            {partText(part, track, song)}
            {byHand.includes(part) && <em>corrected by you</em>}
          </label>
        ))}
      </div>
      {track.problems.map((problem) => (
        <p key={problem} className={styles.track}>
          {problem}
        </p>
      ))}
    </>
  );
}

/** "Grid 128 BPM (now 64)". */
function partText(
  part: ImportedPart,
  { tempoSegments, key, cues }: FoundSong['track'],
  song: SongSummary,
): string {
  if (part === 'cues') return `${cues.length} ${cues.length === 1 ? 'cue' : 'cues'}`;
  if (part === 'key') {
    return key ? `Key ${camelotCode(key)} (now ${song.key.camelot})` : 'Key';
  }
  const tempi = [...new Set(tempoSegments.map(({ bpm }) => formatBpm(bpm)))];
  const tempo = tempi.length === 1 ? tempi[0] : `of ${tempi.length} tempi from ${tempi[0]}`;
  return `Grid ${tempo} BPM (now ${formatBpm(song.tempoBpm)})`;
}
