export { CUE_NAMES, cuesIn } from './cues.ts'
