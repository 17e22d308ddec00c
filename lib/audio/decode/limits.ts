/** What Segue takes as one song: limits on length and size, checked before the work is done. */

export interface SongLimits {
  /** Shortest song, seconds. */
  minSeconds: number;
  /** Longest song, seconds. */
  maxSeconds: number;
  /** Largest file, bytes. */
  maxFileBytes: number;
  /** Sample rates that sound comes at, Hz. */
  minSampleRateHz: number;
  maxSampleRateHz: number;
  /** Share of the length that a file promises which must be readable for it to be taken, 0 to 1. */
  minReadableShare: number;
}

export const SONG_LIMITS: Readonly<SongLimits> = {
  // Some four bars: with less there is no phrase to work with.
  minSeconds: 10,
  // Twenty minutes of stereo float at 44.1 kHz are 423 MB; four stems of it fill what a tab can hold.
  maxSeconds: 20 * 60,
  // The longest song at 192 kHz, 24 bit, stereo is 1.38 GB; a browser's array buffer ends at about 2 GB.
  maxFileBytes: 1_500_000_000,
  // Telephone sound is 8 kHz, studios end at 384 kHz; beyond them the header is damaged.
  minSampleRateHz: 4000,
  maxSampleRateHz: 768_000,
  // A download that broke off in its last seconds is still a song; one that lost more is a surprise.
  minReadableShare: 0.9,
};
