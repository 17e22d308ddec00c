'use client';

/** Hears a plan live; while another plays, goes over to it at the next bar. */
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { PlanPlayer } from '../player/plan-player';
import { useSelected } from '../studio/use-observable';
import { Icon } from '../ui/icon';
import styles from './hear-button.module.css';

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
  const isOn = heard !== 'silent';
  const word = WORDS[heard];
  return (
    <button
      type="button"
      className={styles.hear}
      aria-label={`${word} ${name}`}
      aria-busy={heard === 'coming'}
      onClick={press}
    >
      <Icon name={isOn ? 'pause' : 'play'} size={14} />
      {word}
    </button>
  );
}
