export { type Blank, blanksIn, fill, type Variable, variablesIn } from './template.ts'
