export { sensesOf } from './senses.ts'
