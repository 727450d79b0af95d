export { examine, idOf, isShown, refuseUnfit, servedAt } from './attachment.ts'
export { keepFile } from './keep.ts'
export { attachmentRoutes, headersOf } from './routes.ts'
export {
  attachmentBytes,
  attachmentsOf,
  forgetUnused,
  holdAttachments,
  holdMedia,
  releaseAttachments,
} from './store.ts'
