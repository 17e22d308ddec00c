'use client';

import { useEffect, useState } from 'react';
import { useStudio } from '../studio/studio-provider';
import { Preview } from './preview';

/** The preview of a page; it falls silent when the page is left. */
export function usePreview(): Preview {
  const { notices } = useStudio();
  const [preview] = useState(() => new Preview((thrown) => notices.fail(thrown)));
  useEffect(() => () => preview.stop(), [preview]);
  return preview;
}
