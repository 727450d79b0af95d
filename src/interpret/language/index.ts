export { detectLanguage } from './language.ts'
