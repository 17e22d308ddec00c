/** What the rows of the harmony lane are, and in words what the pictures beside it show. */
import type { KeyOverTime } from '@/lib/analysis/song-analysis';
import { PITCH_CLASSES } from '@/lib/music/key';
import { cx } from '../ui/cx';
import { VisuallyHidden } from '../ui/visually-hidden';
import styles from './harmony-names.module.css';
import { harmonySentence } from './lane-sentences';
import type { TimelineModel } from './timeline-model';

export function HarmonyNames({
  model,
  harmony,
}: {
  model: Pick<TimelineModel, 'beatsSeconds' | 'barBeats' | 'sections'>;
  harmony: KeyOverTime;
}) {
  return (
    <div className={styles.names}>
      <span>Key and notes</span>
      <VisuallyHidden>{harmonySentence(model, harmony)}</VisuallyHidden>
      <ol className={styles.keyboard} aria-hidden="true">
        {PITCH_CLASSES.toReversed().map((name) => (
          <li key={name} className={cx(styles.key, name.length > 1 && styles.black)}>
            {name}
          </li>
        ))}
      </ol>
    </div>
  );
}
