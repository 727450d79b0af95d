export { backup, type Progress } from './backup.ts'
export type { Summary } from './manifest.ts'
export { verify } from './read.ts'
export { restore } from './restore.ts'
