import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

/** Comes with its words, beside the conversation: no message waits for it. */
export const PrivateStrip = lazy(async () => {
  const [{ PrivateStrip }] = await Promise.all([import('./strip.tsx'), words('private')])
  return { default: PrivateStrip }
})

export const BeginMove = lazy(async () => {
  const [{ BeginMove }] = await Promise.all([import('../../private/begin.tsx'), words('private')])
  return { default: BeginMove }
})
