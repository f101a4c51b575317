import type { ComponentChildren } from 'preact';

function Line({ size = 16, children }: { size?: number; children: ComponentChildren }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

/** Our mark: the same drawing that the logos of the package are made of (amocrm/draw-images.mjs). */
export function RocketMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" fill="none" aria-hidden="true" focusable="false">
      <g transform="rotate(45 24 24)">
        <path
          d="M24 3c6 5 8.600 11.800 8.600 18.600 0 4.200-.8 7.800-2 10.900H17.400c-1.200-3.100-2-6.700-2-10.900C15.400 14.800 18 8 24 3Z"
          fill="currentColor"
        />
        <path
          d="M15.400 21.500 9.600 28c-.5.6-.8 1.300-.8 2.100v6.400l8.300-4M32.600 21.500l5.800 6.500c.5.6.8 1.300.8 2.100v6.400l-8.300-4"
          fill="currentColor"
          opacity=".72"
        />
        <circle cx="24" cy="19" r="4" class="porthole" />
        <path d="M19.500 35h9c0 4.500-2 7.500-4.500 10.500-2.500-3-4.500-6-4.500-10.500Z" class="flame" />
      </g>
    </svg>
  );
}

export const CloseIcon = () => (
  <Line>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Line>
);

export const LeaveIcon = () => (
  <Line size={14}>
    <path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.500 8.500" />
  </Line>
);

export const QuietIcon = () => (
  <Line size={28}>
    <path d="M8 2a3.500 3.500 0 0 0-3.500 3.500c0 3.500-1.500 4.500-1.500 5.500h10c0-1-1.500-2-1.500-5.500A3.500 3.500 0 0 0 8 2ZM6.500 13a1.600 1.600 0 0 0 3 0" />
  </Line>
);

export const ToneIcon = ({ tone }: { tone: 'good' | 'info' | 'warning' | 'danger' }) => (
  <Line size={20}>
    {tone === 'good' && <path d="m3.500 8.500 3 3 6-7" />}
    {tone === 'info' && <path d="M8 7.200V12M8 4.200v.1" />}
    {tone === 'warning' && <path d="M8 4v5M8 11.800v.1" />}
    {tone === 'danger' && <path d="m5 5 6 6M11 5l-6 6" />}
  </Line>
);
