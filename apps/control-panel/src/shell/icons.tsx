/** Two circles that meet: who brings, and whom. */
const MEETING = 'M7.500 5a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12.500 5a5 5 0 1 1 0 10 5 5 0 0 1 0-10z';

/** Drawn by one path each, 20 × 20, in the colour of the text beside them. */
const PATHS = {
  overview: 'M3 10.500 10 4l7 6.500M5 9v7h4v-4h2v4h4V9',
  products: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z',
  topUp: 'M3 6h14v10H3zM3 9h14M10 11v3.500M8.200 12.700h3.600',
  documents: 'M5 3h7l3 3v11H5zM12 3v3h3M7.500 10h5M7.500 13h5',
  history: 'M4 10a6 6 0 1 0 2-4.500L4 7.500M4 4v3.500h3.500M10 7v3.500l2.500 1.500',
  notices: 'M5 14V9a5 5 0 0 1 10 0v5l1.500 1.500h-13zM8.500 17.500h3',
  requisites:
    'M3 5h14v10H3zM6 9.500a1.500 1.500 0 1 0 3 0 1.500 1.500 0 0 0-3 0M5.500 13c.5-1.300 3.500-1.300 4 0M12 9h3M12 12h3',
  people: 'M10 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.500c0-6 12-6 12 0',
  support: 'M3 4h14v9H9l-4 3.500V13H3z',
  partner: MEETING,
  supportDesk: 'M3 4h14v9H9l-4 3.500V13H3zM6.500 7.500h7M6.500 10h4',
  accounts:
    'M7 9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM2.500 16c0-5 9-5 9 0M13 9a2 2 0 1 0 0-4M13.500 11.500c2.500 0 4 1.500 4 4.500',
  partners: MEETING,
  receipts: 'M4 12v4h12v-4M10 3v9M6.500 8.500 10 12l3.500-3.500',
  cardPayments: 'M3 5h14v10H3zM3 8.500h14M6 12h3',
  fiscalReceipts:
    'M5 3v14l2.500-1.500L10 17l2.500-1.500L15 17V3l-2.500 1.500L10 3 7.500 4.500zM7.500 8h5M7.500 11h5',
  handOvers: 'M3 10.500 17 4l-4.500 13-3-5.500zM9.500 11.500 17 4',
  registers: 'M4 4h12v12H4zM4 8h12M4 12h12M8.500 8v8M12.500 8v8',
  reports: 'M4 16V4M4 16h13M7.500 13.500V10M11 13.500V6.500M14.500 13.500V8.500',
  runs: 'M4 5h12v12H4zM4 8.500h12M7.500 3v3M12.500 3v3M7 12.500l2 2 4-4',
  catalogue: 'M4 4h8l4 4v8H4zM7 8h3M7 11h6M7 13.500h6',
  promotions:
    'M3.500 8h13v3h-13zM5 11v6h10v-6M10 8v9M10 8C6 8 6 3.500 8.500 4 10 4.500 10 8 10 8s0-3.500 1.500-4c2.500-.5 2.500 4-1.500 4',
  offers: 'M5 3h10v14H5zM8 6.500h4M8 9.500h4M7.500 13.500c1-1.500 1.500-1.500 2 0s1 .5 3-.5',
  personalData: 'M4 4h12v12H4zM10 9.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM7 13.500c0-3 6-3 6 0',
  approvals: 'M10 3l6 2.500v4c0 4-2.500 6.500-6 7.500-3.500-1-6-3.500-6-7.500v-4zM7.500 10l2 2 3.500-3.500',
  audit: 'M5 3h10v14H5zM7.500 6.500h5M7.500 9.500h5M7.500 12.500l1.500 1.500 3-3',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 2v2M10 16v2M2 10h2M16 10h2M4.300 4.300l1.500 1.500M14.200 14.200l1.500 1.500M4.300 15.700l1.500-1.500M14.200 5.800l1.500-1.500',
  moon: 'M16 12A7 7 0 0 1 8 4a6.500 6.500 0 1 0 8 8z',
  exit: 'M8 4H4v12h4M8 10h9M14 7l3 3-3 3',
  menu: 'M3 6h14M3 10h14M3 14h14',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.600 12.600 17 17',
  grip: 'M7.500 5v.01M12.500 5v.01M7.500 10v.01M12.500 10v.01M7.500 15v.01M12.500 15v.01',
  up: 'M5 12l5-5 5 5',
  down: 'M5 8l5 5 5-5',
  language:
    'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c2.500 2 2.500 12 0 14M10 3c-2.500 2-2.500 12 0 14',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <path
      d={PATHS[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

export const Brand = ({ name }: { name: string }) => (
  <span class="brand">
    <img src="/favicon.svg" alt="" width="28" height="28" />
    {name}
  </span>
);
