// Shows what the server pushes to this browser, and opens it. Nothing is kept, and no request of the pages passes here.
self.addEventListener('push', (event) => {
  let shown = {}
  try {
    shown = event.data.json()
  } catch {
    // What cannot be read is still told: a browser wants something shown for each push.
  }
  const { title = 'Veillée', body = '', path = '/notices', tag } = shown
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, icon: '/favicon.svg', data: { path } }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const url = new URL(event.notification.data?.path ?? '/notices', self.location.origin)
  if (url.origin !== self.location.origin) return
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
      const open = windows.find((one) => new URL(one.url).origin === url.origin)
      if (!open) return self.clients.openWindow(url.href)
      await open.focus()
      return open.navigate(url.href).catch(() => self.clients.openWindow(url.href))
    })(),
  )
})
