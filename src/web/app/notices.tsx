import { useNotifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'

const List = lazy(() => import('./notices-list.tsx').then((module) => ({ default: module.NoticesList })))

/** Notices come with the first thing there is to say. */
export function Notices() {
  const { notifications } = useNotifications()
  return notifications.length > 0 ? (
    <Suspense>
      <List />
    </Suspense>
  ) : null
}
