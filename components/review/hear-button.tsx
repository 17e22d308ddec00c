'use client';

/** Hears a plan live; while another plays, goes over to it at the next bar. */
import { useEffect, useRef } from 'react';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { PlanPlayer } from '../player/plan-player';
import { useSelected } from '../studio/use-observable';
import { Icon } from '../ui/icon';
import styles from './hear-button.module.css';

/** A pointer that stays so long may press; one that passes by starts no work. */
const STAY_MS = 150;
const WORDS = { silent: 'Hear', coming: 'Coming …', playing: 'Pause' } as const;

export function HearButton({
  player,
  plan,
  name,
}: {
  player: PlanPlayer;
  plan: RemixPlan;
  /** "candidate 3". */
  name: string;
}) {
  const heard = useSelected(player.state, ({ plan: now, next, isPlaying, isWaiting }) => {
    if (next?.id === plan.id) return 'coming';
    if (now?.id !== plan.id || next !== null) return 'silent';
    return isWaiting ? 'coming' : isPlaying ? 'playing' : 'silent';
  });
  const press = () => {
    const { isPlaying } = player.state.get();
    if (heard !== 'silent') player.pause();
    else if (isPlaying) player.choose(plan);
    else void player.play(plan);
  };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const leave = () => clearTimeout(timer.current);
  const stay = () => {
    leave();
    const prepare = () => void player.preload([plan], player.positionBeats());
    timer.current = setTimeout(prepare, STAY_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const isOn = heard !== 'silent';
  const word = WORDS[heard];
  return (
    <button
      type="button"
      className={styles.hear}
      aria-label={`${word} ${name}`}
      aria-busy={heard === 'coming'}
      onPointerEnter={stay}
      onPointerLeave={leave}
      onFocus={stay}
      onBlur={leave}
      onClick={press}
    >
      <Icon name={isOn ? 'pause' : 'play'} size={14} />
      {word}
    </button>
  );
}
