export { COURTESY_RULES, courtesyOf } from './courtesy.ts'
export { ADVICE, type Advice, type Courtesy, ELEMENTS, type House, type Situation } from './draft.ts'
export { sbamFilter } from './filter.ts'
