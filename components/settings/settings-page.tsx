'use client';

/** What can be set, got and deleted. */
import { Page } from '../shell/page';
import { EngineChoice } from './engine-choice';
import { ModelList } from './model-list';
import styles from './settings.module.css';
import { TasteSettings } from './taste-settings';

export function SettingsPage() {
  return (
    <Page>
      <h1>Settings</h1>
      <section className={styles.section} aria-labelledby="stems-heading">
        <h2 id="stems-heading">Stems</h2>
        <p className={styles.text}>
          Songs that come without stems are taken apart when you add them. The quick split is part
          of Segue; a network gives cleaner stems and needs a model, which stays in this browser.
        </p>
        <EngineChoice />
      </section>
      <section className={styles.section} aria-labelledby="taste-heading">
        <h2 id="taste-heading">Taste</h2>
        <TasteSettings />
      </section>
      <section className={styles.section} aria-labelledby="models-heading">
        <h2 id="models-heading">Models</h2>
        <p className={styles.text}>
          Nothing is fetched until you say so. A download comes straight from where the model is
          published, is checked, and can be deleted here.
        </p>
        <ModelList />
      </section>
    </Page>
  );
}
