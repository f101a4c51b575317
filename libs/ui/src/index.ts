export { Button, type ButtonProps } from './button';
export { Alert, Chip, type Tone } from './chip';
export { plural, writeCount, type Language, type PluralForms } from './counting';
export { DateText, InstantText } from './date-text';
export { Dialog } from './dialog';
export { EmptyState } from './empty-state';
export { Field, SelectField, TextField, type Choice, type TextFieldProps } from './field';
export { useWriting, WritingContext, type Writing } from './language';
export { Money, UnitPrice } from './money';
export { ProductMark } from './product-mark';
export { Progress, Skeleton } from './skeleton';
export { Switch } from './switch';
export { Table, type Column } from './table';
export { createToastBox, Toasts, type Toast, type ToastBox } from './toast';
export {
  currencySign,
  readAmount,
  writeDate,
  writeInstant,
  writeMinor,
  writeMoney,
  writeUnitPrice,
  writeWeekday,
} from './writing';
