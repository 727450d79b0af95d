export {
  cancel as cancelImport,
  requireMapping,
  resume as resumeImport,
  start as startImport,
} from './import.ts'
export { forgetImportFiles, IMPORT_QUEUE, type ImportJob, type RunSoon, resumeImports } from './jobs.ts'
export { receiveImport } from './reading.ts'
export { errorReport, refusalLine, refusalTitles } from './report.ts'
export { type ImportRouteDeps, importRoutes } from './routes.ts'
export type { ImportDeps } from './run/deps.ts'
export { runImport } from './run/run.ts'
export { getImport, type ImportRow, moveImport } from './store.ts'
