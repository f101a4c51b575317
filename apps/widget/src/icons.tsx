import type { NoticeKind } from '@rocket/contracts';
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

const tones = {
  good: 'm3.500 8.500 3 3 6-7',
  info: 'M8 7.200V12M8 4.200v.1',
  warning: 'M8 4v5M8 11.800v.1',
  danger: 'm5 5 6 6M11 5l-6 6',
};
const wallet = 'M2.500 4.500h9v8h-9zM11.500 6.500h2v4h-2M9.300 8.500v.1';
const clock = 'M8 2.500a5.500 5.500 0 1 0 .1 0M8 5v3.200l2 1.300';
const paper = 'M4 2.500h5l3 3v8H4zM6 8h4M6 10.500h4';
/** Kinds that are told by their drawing before they are read. */
const kinds: Partial<Record<NoticeKind, string>> = {
  price_change: 'M8.500 2.500h5v5l-6 6-5-5zM11.200 4.800v.1',
  balance_low: wallet,
  balance_below: wallet,
  topped_up: wallet,
  trial_ending: clock,
  trial_started: clock,
  suspended: 'M6 4v8M10 4v8',
  maintenance:
    'M10.500 2.700a3.200 3.200 0 0 0-3.800 4.200L2.800 10.800l2.400 2.400 3.900-3.900a3.200 3.200 0 0 0 4.200-3.800l-2 2-2-.8-.8-2z',
  news: 'M3 6.500v3l7.500 3v-9zM10.500 6.500c2 .3 2 2.700 0 3M5 10v2.500',
  document_issued: paper,
  document_accepted: paper,
  document_annulled: paper,
};

export const KindIcon = ({ kind, tone }: { kind: NoticeKind; tone: keyof typeof tones }) => (
  <Line size={20}>
    <path d={kinds[kind] ?? tones[tone]} />
  </Line>
);

export const SearchIcon = () => (
  <Line>
    <path d="M7 2.500a4.500 4.500 0 1 0 .1 0M10.500 10.500l3 3" />
  </Line>
);
