/** Figures as people read them. */

/** "3:07": minutes and seconds; "1:02:03" from an hour on. */
export function formatTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${pad(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(whole % 60)}`;
}

/** "124" or "124.5": one decimal where it says something. */
export function formatBpm(bpm: number): string {
  return bpm.toFixed(1).replace(/\.0$/, '');
}

/** "812", "100,000". */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** "812 MB", "3.4 GB". */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  if (megabytes < 1000) return `${Math.round(megabytes)} MB`;
  const gigabytes = megabytes / 1000;
  return `${gigabytes < 100 ? gigabytes.toFixed(1) : Math.round(gigabytes)} GB`;
}

/** "−12.0": one decimal with a true minus sign; "−∞" for silence. */
export function formatDecibels(value: number): string {
  if (!Number.isFinite(value)) return '−∞';
  return value.toFixed(1).replace('-', '−');
}
