import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

export const ModerateDialog = lazy(async () => {
  const [{ ModerateDialog }] = await Promise.all([import('./moderate-dialog.tsx'), words('moderation')])
  return { default: ModerateDialog }
})
