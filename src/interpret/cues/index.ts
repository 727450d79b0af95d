export { CUE_NAMES, cuesIn, PRESSING_NAMES, pressingIn } from './cues.ts'
