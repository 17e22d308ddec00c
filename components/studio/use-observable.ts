'use client';

import { useSyncExternalStore } from 'react';
import type { Observable } from './observable';

/** The value, and a new look at it whenever it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get, observable.get);
}
