'use client';

/** What runs here, and whether it does. */
import { Page } from '../shell/page';
import { cx } from '../ui/cx';
import { Icon, type IconName } from '../ui/icon';
import styles from './system-page.module.css';
import { type Check, useSystemChecks } from './use-system-checks';

const ICONS: Record<Check['state'], IconName> = {
  running: 'info',
  good: 'check',
  limited: 'warning',
  failed: 'close',
};

const WORDS: Record<Check['state'], string> = {
  running: 'checking',
  good: 'works',
  limited: 'limited',
  failed: 'does not work',
};

export function SystemPage() {
  const checks = useSystemChecks();
  return (
    <Page>
      <div className={styles.head}>
        <h1>What runs here</h1>
        <p>
          Segue works in this browser alone. Decoding, separation, analysis, planning and rendering
          run in workers on this computer; songs, stems and remixes are kept in the browser's own
          storage. No sound and no name is sent anywhere.
        </p>
      </div>
      <ul className={styles.checks} aria-label="Checks">
        {checks.map(({ name, state, sentence }) => (
          <li key={name} className={cx(styles.check, styles[state])}>
            <Icon name={ICONS[state]} />
            <div>
              <h2>
                {name} <span className={styles.state}>{WORDS[state]}</span>
              </h2>
              <p>{sentence}</p>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
