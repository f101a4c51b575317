/** Our invoices are numbered 1…n: what of the numbers a purpose names may be one, whatever letters stand before it. */
export const invoiceNumbersOf = (named: readonly string[]): number[] =>
  named
    .map((number) => Number(number.replace(/\D/g, '')))
    .filter((number) => Number.isSafeInteger(number) && number > 0 && number < 2 ** 31);
