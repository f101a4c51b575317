export { enActNames } from './en-act-names';
export { enActTold } from './en-act-told';
export { enFieldNames } from './en-field-names';
export { ruActNames } from './ru-act-names';
export { ruActTold, type ActTold } from './ru-act-told';
export { ruFieldNames } from './ru-field-names';
export { tellFields, tellValues, type ActWriting } from './tell-act';
