/**
 * Going on for another player, at its next bar line, from the same beat and without a gap. That one is heard until
 * then, and let go. Where this one cannot go on, the other plays to its end.
 */
import type { Observable } from '../studio/observable';
import { beatAt, secondsAt } from '../timeline/beat-steps';
import { type BeatMoment, handOverMoment, type Run } from './play-line';
import type { PlayerSound, PlayerState } from './player-sound';
import type { SoundMeters } from './sound-meters';
import type { Tone } from './tone';

/** The moment is put so far ahead that the sound card has not fetched it yet. */
const LEAD_SECONDS = 0.02;
/** A player that has handed over is let go so long after it fell silent. */
const SILENT_SECONDS = 0.1;

type Lines = Pick<PlayerSound, 'beatsSeconds' | 'barBeats'>;

/** A player that is heard until another goes on for it. */
export interface HeardPlayer {
  readonly state: Observable<PlayerState>;
  readonly sound: Lines;
  readonly runs: Observable<readonly Run[]>;
  readonly meters: SoundMeters | null;
  positionSeconds(): number;
  setMuted(isMuted: boolean): void;
  /** Plays up to a moment and counts as ended. */
  endAt(atSeconds: number): void;
  dispose(): void;
}

export class HandOver<Player extends HeardPlayer> {
  /** Whoever is heard before the player that this belongs to; null where nobody is. */
  leader: Player | null = null;
  private unsubscribe: () => void = () => undefined;

  constructor(private readonly sound: Pick<Lines, 'beatsSeconds'>) {}

  /** The leader while it plays; null where the player that this belongs to is on its own. */
  get heard(): Player | null {
    return this.leader?.state.get().isPlaying ? this.leader : null;
  }

  /** The place under one of another sound: on the same beat. */
  under(sound: Pick<Lines, 'beatsSeconds'>, seconds: number): number {
    return secondsAt(this.sound.beatsSeconds, beatAt(sound.beatsSeconds, seconds));
  }

  /** The place under the one that is heard; null where nobody is heard before this player. */
  positionSeconds(): number | null {
    const { heard } = this;
    return heard && this.under(heard.sound, heard.positionSeconds());
  }

  /** When the leader may be gone on for; null where it does not play any more. */
  nextMoment(tone: Pick<Tone, 'now'>): BeatMoment | null {
    const { heard } = this;
    const runs = heard?.runs.get() ?? [];
    if (!heard || runs.length === 0) return null;
    const earliest = Math.max(tone.now() + LEAD_SECONDS, runs[0].atSeconds);
    return handOverMoment(runs, heard.sound, heard.state.get().loop, earliest);
  }

  /** The leader ends at a moment, and is let go when it is silent. */
  end(tone: Pick<Tone, 'immediate'>, atSeconds: number): void {
    const { leader } = this;
    leader?.endAt(atSeconds);
    setTimeout(
      () => {
        leader?.dispose();
        if (this.leader === leader) this.leader = null;
      },
      1000 * (atSeconds - tone.immediate() + SILENT_SECONDS),
    );
  }

  /** Nobody goes on for the leader: it plays on. @param onEnd called when it has ended */
  letPlayOn(onEnd: () => void): void {
    const { leader } = this;
    this.unsubscribe =
      leader?.state.subscribe(() => {
        if (this.leader === leader && !this.heard) {
          this.leave();
          onEnd();
        }
      }) ?? this.unsubscribe;
  }

  /** What was heard before is silent from now on. */
  leave(): void {
    const { leader } = this;
    this.giveUp();
    leader?.dispose();
  }

  /** The leader is somebody else's from now on. */
  giveUp(): void {
    this.unsubscribe();
    this.leader = null;
  }
}
