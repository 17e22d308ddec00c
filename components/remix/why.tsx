'use client';

/** Why this one: a sentence for every decision, and how loud it came out. */
import { otherSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord, RenderSummary } from '@/lib/store/remix-record-schema';
import { formatBpm, formatDecibels } from '../ui/format';
import { FAMILY_TITLES } from './family-titles';
import styles from './why.module.css';

export function Why({
  remix: { songs, notes },
  plan,
  render,
}: {
  remix: RemixRecord;
  plan: RemixPlan;
  render: RenderSummary;
}) {
  const { vocalSong, tempo, key, family } = plan;
  const { loudness, loudnessMissedBecause } = render;
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
    <section className={styles.why} aria-labelledby="why-title">
      <h3 id="why-title">Why this one</h3>
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
      <h3>Loudness</h3>
      <dl className={styles.loudness}>
        <Figure name="Integrated" value={formatDecibels(loudness.integratedLufs)} unit="LUFS" />
        <Figure name="True peak" value={formatDecibels(loudness.maxTruePeakDbtp)} unit="dBTP" />
        <Figure name="Range" value={formatDecibels(loudness.loudnessRangeLu)} unit="LU" />
      </dl>
      {loudnessMissedBecause && <p className={styles.missed}>{loudnessMissedBecause}</p>}
    </section>
  );
}

function Figure({ name, value, unit }: { name: string; value: string; unit: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> {unit}
      </dd>
    </div>
  );
}

function semitonesText(semitones: number): string {
  if (semitones === 0) return 'as it is';
  const sign = semitones > 0 ? '+' : '−';
  const size = Math.abs(semitones);
  return `${sign}${size} semitone${size === 1 ? '' : 's'}`;
}
