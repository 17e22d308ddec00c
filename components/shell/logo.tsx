/** The mark: the end of one waveform and the start of another. */
import { COLORS } from '../theme/colors';

export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <g fill="none" strokeWidth="2.6" strokeLinecap="round">
        <path stroke={COLORS.songA} d="M3 10v4M7.500 5v14M12 9v6" />
        <path stroke={COLORS.songB} d="M12 11v2M16.500 5v14M21 10v4" />
      </g>
    </svg>
  );
}
