'use client';

/** How much room the library takes, and how much is left. */
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { formatBytes } from '../ui/format';
import styles from './storage-line.module.css';

export function StorageLine() {
  const { library } = useStudio();
  const usage = useObservable(library.usage);
  if (!usage) return null;
  const { usedBytes, freeBytes } = usage;
  const share = usedBytes / Math.max(1, usedBytes + freeBytes);
  return (
    <div className={styles.line}>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.fill} style={{ width: `${Math.max(share * 100, 0.5)}%` }} />
      </div>
      <span>
        {formatBytes(usedBytes)} stored in this browser, {formatBytes(freeBytes)} free
      </span>
    </div>
  );
}
