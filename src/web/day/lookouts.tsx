import { lazy, Suspense } from 'react'
import { words } from '../app/i18n.ts'
import { useCan } from '../app/session.ts'

/** With words of their own, and after everything else: on most days they have nothing to say. */
const Told = lazy(async () => {
  const [{ LookoutsToday }] = await Promise.all([
    import('../watch/frame/lookouts-today.tsx'),
    words('pages', 'sites'),
  ])
  return { default: LookoutsToday }
})

/** Sites that are down and changes of pages to read, for who may see them. */
export function Lookouts({ className }: { className: string | undefined }) {
  const canRead = useCan('alerts:read')
  return canRead ? (
    <Suspense>
      <Told className={className} />
    </Suspense>
  ) : null
}
