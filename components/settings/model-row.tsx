'use client';

/** A model of the registry: what it is, what it costs, and the way to have it or be rid of it. */
import { useState } from 'react';
import type { RegisteredModel } from '@/lib/onnx/model-registry';
import { useStudio } from '../studio/studio-provider';
import { useSelected } from '../studio/use-observable';
import { Button } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { Dialog } from '../ui/dialog';
import { formatBytes } from '../ui/format';
import { ProgressBar } from '../ui/progress-bar';
import styles from './settings.module.css';

export function ModelRow({ model, isStored }: { model: RegisteredModel; isStored: boolean }) {
  const { models } = useStudio();
  const { id, name, description, bytes, licence, page } = model;
  const download = useSelected(models.downloads, (all) => all[id]);
  const [asks, setAsks] = useState<'download' | 'delete' | null>(null);
  return (
    <li className={styles.row}>
      <div>
        <h3>
          {name}
          {isStored && <span className={styles.state}>stored</span>}
        </h3>
        <p>{description}</p>
        <p className={styles.facts}>
          {formatBytes(bytes)} · licence:{' '}
          <a href={licence.url} target="_blank" rel="noreferrer">
            {licence.name}
          </a>{' '}
          ·{' '}
          <a href={page} target="_blank" rel="noreferrer">
            published here
          </a>
        </p>
      </div>
      <div className={styles.actions}>
        {download && <Button onClick={() => models.cancelDownload(id)}>Stop</Button>}
        {!download && !isStored && (
          <Button
            icon="download"
            aria-label={`Download ${name}`}
            onClick={() => setAsks('download')}
          >
            Download
          </Button>
        )}
        {isStored && (
          <Button icon="trash" aria-label={`Delete ${name}`} onClick={() => setAsks('delete')}>
            Delete
          </Button>
        )}
      </div>
      {download && (
        <div className={styles.progress}>
          <ProgressBar label={`Downloading ${name}`} progress={download.progress} />
        </div>
      )}
      <Dialog open={asks === 'download'} title={`Download ${name}?`} onClose={() => setAsks(null)}>
        <div className={styles.consent}>
          <p>
            {formatBytes(bytes)} come from {new URL(page).host} to this browser. The publisher sees
            your address, as with any download; nothing of your music is sent.
          </p>
          <p>
            Licence:{' '}
            <a href={licence.url} target="_blank" rel="noreferrer">
              {licence.name}
            </a>
            . {licence.note}
          </p>
          <div className={styles.actions}>
            <Button onClick={() => setAsks(null)}>Not now</Button>
            <Button
              look="primary"
              onClick={() => {
                setAsks(null);
                void models.download(model);
              }}
            >
              Agree and download
            </Button>
          </div>
        </div>
      </Dialog>
      <ConfirmDialog
        open={asks === 'delete'}
        title={`Delete ${name}?`}
        action="Delete model"
        onConfirm={() => void models.delete(id)}
        onClose={() => setAsks(null)}
      >
        {formatBytes(bytes)} are freed. Songs keep the stems that were made with it; the model can
        be downloaded again.
      </ConfirmDialog>
    </li>
  );
}
