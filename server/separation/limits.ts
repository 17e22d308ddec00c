/** What the separation route takes, and for how long it keeps what it has made. */

export interface SeparationLimits {
  maxUploadBytes: number;
  /** Songs that are on their way in, waiting or worked on, together. */
  maxUnfinishedJobs: number;
  /** Songs that are done and not yet fetched. */
  maxFinishedJobs: number;
  /** An upload of which nothing comes for so long has ended. */
  uploadIdleMs: number;
  /** No upload may take longer. */
  uploadMs: number;
  /** No song may be worked on for longer: others wait for it. */
  workMs: number;
  /** Results that nobody fetches are deleted after this. */
  keepMs: number;
  /** What a client that is turned away is told to wait. */
  retryAfterSeconds: number;
}

export const SEPARATION_LIMITS: Readonly<SeparationLimits> = {
  // Twenty minutes as 16-bit stereo are 212 MB; compressed songs are far smaller.
  maxUploadBytes: 200_000_000,
  // One at work, one on its way in and a few waiting: a song takes minutes.
  maxUnfinishedJobs: 5,
  // Four stems of a ten-minute song are 850 MB on the disk.
  maxFinishedJobs: 4,
  uploadIdleMs: 20_000,
  uploadMs: 5 * 60_000,
  // Twenty minutes of sound at a tenth of real time are over three hours.
  workMs: 4 * 60 * 60_000,
  keepMs: 60 * 60_000,
  retryAfterSeconds: 60,
};
