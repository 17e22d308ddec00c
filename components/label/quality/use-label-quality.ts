'use client';

/** What the answers are worth, found beside the page. */
import { useEffect, useState } from 'react';
import { type ErrorReport, reportError } from '@/lib/base/errors';
import type { LabelQuality } from '@/lib/labels/quality/label-quality';
import { useStudio } from '../../studio/studio-provider';
import { LabelClient } from '../label-client';

export function useLabelQuality(): { quality: LabelQuality | null; failure: ErrorReport | null } {
  const { notices } = useStudio();
  const [quality, setQuality] = useState<LabelQuality | null>(null);
  const [failure, setFailure] = useState<ErrorReport | null>(null);
  useEffect(() => {
    const client = new LabelClient();
    client
      .quality()
      .then((found) => {
        notices.unreadable(found.unreadable, 'answer');
        setQuality(found.quality);
      })
      .catch((thrown) => setFailure(reportError(thrown)))
      .finally(() => client.dispose());
    return () => client.dispose();
  }, [notices]);
  return { quality, failure };
}
