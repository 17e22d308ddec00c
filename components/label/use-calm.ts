'use client';

/** While a session runs, nothing else is offered: the way round the studio is hidden. */
import { useEffect } from 'react';

export function useCalm(): void {
  useEffect(() => {
    document.body.dataset.calm = '';
    return () => {
      delete document.body.dataset.calm;
    };
  }, []);
}
