export { type Blank, blanksIn, fill, variablesIn } from './template.ts'
