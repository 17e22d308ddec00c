'use client';

/** All the forms in which the remix can be taken along. */
import { useState } from 'react';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { FORMAT_INFO } from '@/lib/studio/export/export-formats';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ProgressBar } from '../ui/progress-bar';
import styles from './export-button.module.css';
import { useExport } from './use-export';
import { useFormats } from './use-formats';

export function ExportButton({
  remix,
  isRendered,
}: {
  remix: RemixRecord;
  /** Whether what is shown can be handed out already. */
  isRendered: boolean;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const { running, start, cancel } = useExport(remix);
  const formats = useFormats();
  return (
    <>
      <Button look="secondary" disabled={!isRendered} onClick={() => setIsOpen(true)}>
        {running ? `Writing ${FORMAT_INFO[running.format].name} …` : 'More formats'}
      </Button>
      <Dialog open={isOpen} title="Take the remix along" onClose={() => setIsOpen(false)}>
        <ul className={styles.formats}>
          {formats.map((format) => (
            <li key={format}>
              <button
                type="button"
                className={styles.format}
                disabled={running !== null}
                onClick={() => void start(format)}
              >
                <b>{FORMAT_INFO[format].name}</b>
                <span>{FORMAT_INFO[format].about}</span>
              </button>
            </li>
          ))}
        </ul>
        {running && (
          <div className={styles.running}>
            <ProgressBar
              label={`Writing ${FORMAT_INFO[running.format].name}`}
              progress={running.progress}
            />
            <Button look="secondary" onClick={cancel}>
              Cancel
            </Button>
          </div>
        )}
      </Dialog>
    </>
  );
}
