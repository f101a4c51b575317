import type { Language, ReportName, ReportStepName } from '@rocket/contracts';
import type { SheetValue } from '@rocket/documents';
import type { Currency, LocalDate } from '@rocket/kernel';

/** Lines of one currency, cells in the order of the columns; sums in minor units. */
export interface ReportPart {
  readonly currency: Currency | null;
  readonly rows: readonly (readonly SheetValue[])[];
  readonly totals: readonly SheetValue[] | null;
}

/** What of a report is computed: the rest is known at once. */
export interface ReportFigures {
  /** Null of a report that is of now. */
  readonly scope: {
    readonly seller: string | null;
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly by: ReportStepName;
  } | null;
  readonly today: LocalDate;
  readonly parts: readonly ReportPart[];
  readonly leftOut: number;
}

/** The same question has the same parameters, whoever asks it. */
export interface AnswerKey {
  readonly report: ReportName;
  readonly parameters: {
    readonly seller: string | null;
    readonly from: string | null;
    readonly to: string | null;
    readonly by: ReportStepName | null;
    readonly lang: Language | null;
    readonly columns: readonly string[];
  };
}
