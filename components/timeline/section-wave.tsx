'use client';

/** The waveform with its parts; what draws it is loaded when there is one to draw. */
import { useEffect, useRef } from 'react';
import { nextTurn } from '../player/audio-buffers';
import { useStudio } from '../studio/studio-provider';
import type { WaveModel } from './draw-wave';
import styles from './section-wave.module.css';

export function SectionWave({ model }: { model: WaveModel }) {
  const { nonce, notices } = useStudio();
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let end = () => {};
    let isEnded = false;
    const draw = async () => {
      const { drawWave } = await import('./draw-wave');
      // In a turn of its own: the page has just drawn everything else.
      await nextTurn();
      if (isEnded || !container.current) return;
      const surfer = drawWave(container.current, model, nonce);
      end = () => surfer.destroy();
    };
    draw().catch((thrown) => notices.fail(thrown));
    return () => {
      isEnded = true;
      end();
    };
  }, [model, nonce, notices]);
  return <div ref={container} className={styles.wave} />;
}
