/** A sentence for every decision of a plan. */
import { otherSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { formatBpm } from '../ui/format';
import { FAMILY_TITLES } from './family-titles';
import styles from './plan-reasons.module.css';

export function PlanReasons({
  remix: { songs, notes },
  plan: { vocalSong, tempo, key, family },
}: {
  remix: Pick<RemixRecord, 'songs' | 'notes'>;
  plan: RemixPlan;
}) {
  const reasons = [
    {
      name: 'Voice',
      figure: vocalSong.toUpperCase(),
      sentence: `"${songs[vocalSong].title}" sings, "${songs[otherSide(vocalSong)].title}" plays.`,
    },
    { name: 'Tempo', figure: `${formatBpm(tempo.targetBpm)} BPM`, sentence: tempo.reason },
    { name: 'Key', figure: semitonesText(key.vocalSemitones), sentence: key.reason },
    {
      name: 'Shape',
      figure: FAMILY_TITLES[family].title,
      sentence: FAMILY_TITLES[family].sentence,
    },
  ];
  return (
    <dl className={styles.reasons}>
      {reasons.map(({ name, figure, sentence }) => (
        <div key={name} className={styles.reason}>
          <dt>
            {name} <b className={styles.figure}>{figure}</b>
          </dt>
          <dd>{sentence}</dd>
        </div>
      ))}
      {notes.length > 0 && (
        <div className={styles.reason}>
          <dt>Note</dt>
          {notes.map((note) => (
            <dd key={note}>{note}</dd>
          ))}
        </div>
      )}
    </dl>
  );
}

export function semitonesText(semitones: number): string {
  if (semitones === 0) return 'as it is';
  const sign = semitones > 0 ? '+' : '−';
  const size = Math.abs(semitones);
  return `${sign}${size} semitone${size === 1 ? '' : 's'}`;
}
