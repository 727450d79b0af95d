import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

/** Comes after the posts, with its words: no first screen waits for it. */
export const Verdicts = lazy(async () => {
  const [{ Verdicts }] = await Promise.all([import('./verdicts.tsx'), words('reading')])
  return { default: Verdicts }
})
