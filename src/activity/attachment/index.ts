export { idOf, servedAt } from './attachment.ts'
export { keepFile } from './keep.ts'
export { attachmentRoutes } from './routes.ts'
export {
  attachmentBytes,
  attachmentsOf,
  forgetUnused,
  holdAttachments,
  holdMedia,
  releaseAttachments,
} from './store.ts'
