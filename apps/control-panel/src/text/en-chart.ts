import type { ruChart } from './ru-chart';

export const enChart: typeof ruChart = {
  title: 'Balance for the next 30 days',
  money: 'Money',
  bonus: 'Bonus',
  label: (until: string, now: string, then: string): string =>
    `Chart of the money left: ${now} now, ${then} on ${until}. The list of upcoming charges says it day by day.`,
  short: (date: string): string => `The red line is ${date}: money will not cover a charge.`,
};
