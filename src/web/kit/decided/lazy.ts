import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

/** Comes with its words, beside the post: nothing that is read waits for it. */
export const Decided = lazy(async () => {
  const [{ Decided }] = await Promise.all([import('./decided.tsx'), words('moderation')])
  return { default: Decided }
})

export const DecidedLine = lazy(async () => {
  const [{ DecidedLine }] = await Promise.all([import('./decided-line.tsx'), words('moderation')])
  return { default: DecidedLine }
})
