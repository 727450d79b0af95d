import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

/** Comes with its words, beside what was written down: no thread waits for it. */
export const Logged = lazy(async () => {
  const [{ Logged }] = await Promise.all([import('./logged.tsx'), words('exchange')])
  return { default: Logged }
})

/** Whether something was said outside any network and written down by a member. */
export function isLogged({ channel }: { channel: string }): boolean {
  return channel === 'phone' || channel === 'letter'
}
