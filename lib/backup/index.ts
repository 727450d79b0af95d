export { type BackupOptions, backup, type Progress } from './backup.ts'
export type { Summary } from './manifest.ts'
export { verify } from './read.ts'
export { type Restored, type RestoreOptions, restore } from './restore.ts'
