'use client';

/** What can be done with a stored remix: looked into, taken along, deleted. */
import { useState } from 'react';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import { useStudio } from '../studio/studio-provider';
import { Button, ButtonLink, IconButton } from '../ui/button';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { ExportButton } from './export-button';
import { useDownload } from './use-download';

export function RemixActions({
  remix,
  isRendered,
  onDeleted,
}: {
  remix: RemixRecord;
  /** Whether what is shown can be handed out already. */
  isRendered: boolean;
  onDeleted: () => void;
}) {
  const { remixes } = useStudio();
  const [isDeleting, setIsDeleting] = useState(false);
  const { download, isWorking } = useDownload(remix);
  return (
    <>
      <ButtonLink href={`/review?id=${remix.id}`} icon="lanes">
        Review
      </ButtonLink>
      <Button icon="download" disabled={isWorking || !isRendered} onClick={() => void download()}>
        {isWorking ? 'Writing …' : 'Download WAV'}
      </Button>
      <ExportButton remix={remix} isRendered={isRendered} />
      <IconButton icon="trash" label="Delete this remix" onClick={() => setIsDeleting(true)} />
      <ConfirmDialog
        open={isDeleting}
        title="Delete this remix?"
        action="Delete remix"
        onConfirm={() => void remixes.delete(remix.id).then(onDeleted)}
        onClose={() => setIsDeleting(false)}
      >
        "{storedRemixTitle(remix)}" and its rendered candidates are deleted from this browser. The
        two songs stay.
      </ConfirmDialog>
    </>
  );
}
