'use client';

import { useStudio } from './studio-provider';
import { useObservable } from './use-observable';

export function useNotices() {
  const { notices } = useStudio();
  return {
    notices: useObservable(notices.list),
    dismiss: (id: number) => notices.dismiss(id),
    dismissAll: () => notices.dismissAll(),
  };
}
