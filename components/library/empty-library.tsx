'use client';

/** What a new user sees: what this is, what to do, and a demo for who has no file at hand. */
import { Button } from '../ui/button';
import styles from './empty-library.module.css';
import { FileButtons } from './file-buttons';
import { TwoWaves } from './two-waves';

export function EmptyLibrary({ onDemo }: { onDemo: () => void }) {
  return (
    <section className={styles.empty} aria-labelledby="empty-title">
      <TwoWaves />
      <h1 id="empty-title">Two songs. One sentence. A remix.</h1>
      <p className={styles.lead}>
        Drop two songs anywhere on this page. Segue takes them apart, finds their beat and key, and
        plans a remix from what you ask for.
      </p>
      <div className={styles.actions}>
        <FileButtons large />
        <Button look="quiet" icon="spark" large onClick={onDemo}>
          Try the demo
        </Button>
      </div>
      <p className={styles.formats}>
        MP3, WAV, AIFF, FLAC, Ogg, Opus, M4A · a song's finished stems as a folder
      </p>
    </section>
  );
}
