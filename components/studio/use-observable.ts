'use client';

import { useSyncExternalStore } from 'react';
import type { Observable } from './observable';

/**
 * The value, and a new look at it whenever it changes. While a page wakes up, a part of it may still be as the
 * server drew it when the value has already changed: that part must first be met as it was drawn.
 */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get, observable.getFirst);
}

/**
 * A part of the value: the component is drawn again only when that part changes.
 * @param select must give the same part for the same value: text, a number, or what is kept in it
 */
export function useSelected<T, Part>(observable: Observable<T>, select: (value: T) => Part): Part {
  const get = () => select(observable.get());
  return useSyncExternalStore(observable.subscribe, get, () => select(observable.getFirst()));
}
