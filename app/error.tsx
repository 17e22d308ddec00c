'use client';

import { Page } from '@/components/shell/page';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { reportError } from '@/lib/base/errors';

/** What is shown where a page fails to draw itself. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <Page>
      <h1>This page has stopped</h1>
      <Notice tone="failure" actions={<Button onClick={reset}>Try again</Button>}>
        {reportError(error).message}
      </Notice>
    </Page>
  );
}
