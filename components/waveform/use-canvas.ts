'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** Draws on a canvas of so many CSS pixels; the context is scaled and empty. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/** A canvas that is as sharp as the screen and is drawn again when its size or the picture changes. */
export function useCanvas(draw: Draw): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const redraw = () => {
      const { clientWidth: width, clientHeight: height } = canvas;
      const scale = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, width, height);
      if (width > 0 && height > 0) draw(context, width, height);
    };
    // Tells the size as soon as it is known, and after every change: each canvas in its own turn.
    const observer = new ResizeObserver(redraw);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [draw]);
  return ref;
}
