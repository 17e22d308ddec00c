/** The studio's icons: strokes on a grid of 24, in the colour of the text beside them. */
import type { SVGProps } from 'react';

const PATHS = {
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M8 5v14M16 5v14',
  start: 'M6 5v14M19 5.500v13L9 12z',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  warning: 'M12 4l9 16H3zM12 10v4.500M12 17.300v.2',
  info: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 11v5.500M12 7.700v.2',
  download: 'M12 4v11M7 10.500l5 5 5-5M5 20h14',
  swap: 'M4 8.500h15.500M16 5l3.500 3.500L16 12M20 16.500H4.500M8 13l-3.500 3.500L8 20',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 11v5.500M13.500 11v5.500',
  pencil: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  sound:
    'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11',
  silence: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5',
  loop: 'M7 7h9a4 4 0 0 1 4 4v1M17 17H8a4 4 0 0 1-4-4v-1M10 4L7 7l3 3M14 14l3 3-3 3',
  retry: 'M19 12a7 7 0 1 1-2.200-5.100M19 4v4.500h-4.500',
  folder: 'M4 7h6l2 2.500h8V19H4z',
  music:
    'M9 18V6l10-2v12M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM19 16a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z',
  help: 'M9 9.200a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.300v.2',
  lock: 'M6.500 11h11v8.500h-11zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  voice:
    'M12 4a2.800 2.800 0 0 0-2.800 2.800v4.400a2.800 2.800 0 0 0 5.600 0V6.800A2.800 2.800 0 0 0 12 4zM6.500 11a5.500 5.500 0 0 0 11 0M12 16.500V20',
  import: 'M12 4v10M8 10.500l4 4 4-4M4 14v5.500h16V14',
  metronome: 'M9.500 4h5L18.500 20h-13zM12 14.500l5.500-8M7 15h10',
  lanes: 'M4 6h9M15 6h5M4 12h5M11 12h9M4 18h12M18 18h2',
  redo: 'M15 6.500L19.500 11 15 15.500M19 11h-9a4.500 4.500 0 0 0 0 9h3',
  undo: 'M9 6.500L4.500 11 9 15.500M5 11h9a4.500 4.500 0 0 1 0 9h-3',
  spark: 'M12 4l1.800 6.200L20 12l-6.200 1.800L12 20l-1.800-6.200L4 12l6.200-1.800z',
} as const;

export type IconName = keyof typeof PATHS;

const FILLED: readonly IconName[] = ['play', 'start'];

export function Icon({
  name,
  size = 20,
  ...props
}: { name: IconName; size?: number } & SVGProps<SVGSVGElement>) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={FILLED.includes(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'pause' ? 3 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...props}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
