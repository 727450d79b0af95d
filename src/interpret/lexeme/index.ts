export { fact, keptSigns, keptWords, type Lexeme, PLACES, type Spelling } from './lexeme.ts'
