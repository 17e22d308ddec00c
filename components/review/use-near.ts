'use client';

/** Puts parts of a long page in place only when they come near the window, one a frame. */
import { type RefObject, startTransition, useEffect, useRef, useState } from 'react';

/** How far outside the window a part is put in place already. */
const MARGIN = '400px 0px';

const due: (() => void)[] = [];

function showNext(): void {
  const show = due.shift();
  if (!show) return;
  startTransition(show);
  if (due.length > 0) requestAnimationFrame(showNext);
}

/** Whether an element has come near the window yet; once it has, it stays so. */
export function useNear(): [RefObject<HTMLDivElement | null>, boolean] {
  const ref = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || isNear) return;
    const show = () => setIsNear(true);
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        due.push(show);
        if (due.length === 1) requestAnimationFrame(showNext);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      const index = due.indexOf(show);
      if (index >= 0) due.splice(index, 1);
    };
  }, [isNear]);
  return [ref, isNear];
}
