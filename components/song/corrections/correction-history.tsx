'use client';

/** What has been corrected, each of which can be taken back. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import { describeCorrection } from '@/lib/analysis/corrections/describe-correction';
import { IconButton } from '../../ui/button';
import styles from './correction-history.module.css';

export function CorrectionHistory({
  corrections,
  onRemove,
}: {
  corrections: readonly Correction[];
  onRemove: (index: number) => void;
}) {
  if (corrections.length === 0) return null;
  return (
    <ol className={styles.list} aria-label="Corrections made">
      {corrections.map((correction, i) => {
        const words = describeCorrection(correction);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same correction may be made twice
          <li key={i} className={styles.item}>
            {words}
            <IconButton
              icon="close"
              size={12}
              className={styles.remove}
              label={`Take back: ${words}`}
              onClick={() => onRemove(i)}
            />
          </li>
        );
      })}
    </ol>
  );
}
