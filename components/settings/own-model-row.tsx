'use client';

/** A model from the user's disk. */
import type { StoredModel } from '@/lib/store/model-store';
import { useStudio } from '../studio/studio-provider';
import { Button } from '../ui/button';
import { formatBytes } from '../ui/format';
import styles from './settings.module.css';

/** Enough of a hash to tell two files apart. */
const HASH_SHOWN = 16;

export function OwnModelRow({ model }: { model: StoredModel }) {
  const { models } = useStudio();
  const { id, name, bytes, sha256 } = model;
  return (
    <li className={styles.row}>
      <div>
        <h3>
          {name}
          <span className={styles.state}>stored</span>
        </h3>
        <p className={styles.facts}>
          From your disk · {formatBytes(bytes)} · SHA-256 {sha256.slice(0, HASH_SHOWN)}…
        </p>
      </div>
      <div className={styles.actions}>
        <Button icon="trash" aria-label={`Delete ${name}`} onClick={() => void models.delete(id)}>
          Delete
        </Button>
      </div>
    </li>
  );
}
