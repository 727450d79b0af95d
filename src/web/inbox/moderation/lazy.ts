import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

/** Comes with its words, beside the message: no thread waits for it. */
export const Standing = lazy(async () => {
  const [{ Standing }] = await Promise.all([import('./standing.tsx'), words('moderation')])
  return { default: Standing }
})

export const ModerateDialog = lazy(async () => {
  const [{ ModerateDialog }] = await Promise.all([import('./moderate-dialog.tsx'), words('moderation')])
  return { default: ModerateDialog }
})
