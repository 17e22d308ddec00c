/** Hearing a song of the library at once: one at a time, the whole mix. */
import type { SongSummary } from '@/lib/store/song-record-schema';
import { StemPlayer } from '../player/stem-player';
import { askLibrary } from '../studio/library-client';
import { Observable } from '../studio/observable';

export class Preview {
  /** The song that plays, or is about to. */
  readonly songId = new Observable<string | null>(null);
  private player: StemPlayer | null = null;
  private unwatch: () => void = () => undefined;

  constructor(private readonly onFailure: (thrown: unknown) => void) {}

  /** Plays a song in place of another, or ends it. */
  toggle(song: Pick<SongSummary, 'id' | 'durationSeconds'>): void {
    const wasPlaying = this.songId.get() === song.id;
    this.stop();
    if (wasPlaying) return;
    const { id, durationSeconds } = song;
    const player = new StemPlayer(
      {
        durationSeconds,
        beatsSeconds: [],
        barBeats: [],
        load: (part) => askLibrary((api) => api.songSound(id, part)),
      },
      this.onFailure,
    );
    this.player = player;
    this.songId.set(id);
    void player.play().then(() => {
      if (this.player !== player) return;
      // It has ended, or could not start.
      const settle = () => {
        if (this.player === player && !player.state.get().isPlaying) this.stop();
      };
      this.unwatch = player.state.subscribe(settle);
      settle();
    });
  }

  stop(): void {
    this.unwatch();
    this.unwatch = () => undefined;
    this.player?.dispose();
    this.player = null;
    this.songId.set(null);
  }

  /** How far it has come, 0 to 1. */
  share(): number {
    return this.player ? this.player.positionSeconds() / this.player.durationSeconds : 0;
  }
}
