import type { ruReportStand } from './ru-report-stand';

export const enReportStand: typeof ruReportStand = {
  figuresOf: 'As of',
  computeAnew: 'Compute again',
  computing: 'Computing the report',
  computingText:
    'There is a lot to read, so it may take a few minutes. You can close this page: the report will be finished and wait here.',
  computingAnew: 'Computing again: the new figures will appear here by themselves',
};
