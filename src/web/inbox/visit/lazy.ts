import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

/** Comes with its words where a visitor of a site writes: no other conversation waits for it. */
export const VisitPanel = lazy(async () => {
  const [{ VisitPanel }] = await Promise.all([import('./visit-panel.tsx'), words('own-site')])
  return { default: VisitPanel }
})
