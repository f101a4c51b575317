export { enTerms } from './en-terms';
export { ruTerms } from './ru-terms';
export { periodLength, termChanges, termText, type TermChange, type TermWords } from './term-changes';
export { at, clauseOf, MAY_BE_LEFT_OUT, TERM_FIELDS, TERM_GROUPS, type TermField } from './terms-table';
