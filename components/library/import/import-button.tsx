'use client';

/** Opens the window in which grids, keys and cues are taken over from a DJ library. */
import { useState } from 'react';
import { LibraryImporter } from '../../studio/library-import';
import { useStudio } from '../../studio/studio-provider';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ImportSteps } from './import-steps';

export function ImportButton() {
  const { library } = useStudio();
  const [importer] = useState(() => new LibraryImporter((song) => library.updated(song)));
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
    importer.restart();
  };
  return (
    <>
      <Button look="quiet" icon="import" onClick={() => setIsOpen(true)}>
        Import from rekordbox or Traktor
      </Button>
      <Dialog open={isOpen} title="Import from rekordbox or Traktor" onClose={close}>
        <ImportSteps importer={importer} onClose={close} />
      </Dialog>
    </>
  );
}
