export { addressOf, examine, idOf, refuseUnfit, safeName, servedAt } from './attachment.ts'
export { keepFile } from './keep.ts'
export { attachmentRoutes } from './routes.ts'
export {
  type AttachmentRow,
  attachmentBytes,
  attachmentsOf,
  forgetUnused,
  holdAttachments,
  holdMedia,
  releaseAttachments,
  storeAttachment,
} from './store.ts'
