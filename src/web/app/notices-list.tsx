import { Notifications } from '@mantine/notifications'

export function NoticesList() {
  return <Notifications position="bottom-center" limit={4} containerWidth={440} zIndex={400} />
}
