import type { NoticeDevice } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'
import { deviceOf } from '../profile/device.ts'

/** What this browser can do of it: nothing, nothing outside https, what a person refused, or what they have yet to ask for. */
export type PushState = 'unable' | 'insecure' | 'denied' | 'able'

export function pushState(): PushState {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unable'
  return Notification.permission === 'denied' ? 'denied' : 'able'
}

/** The subscription that this browser has now, if any. */
export async function currentPush(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Asks the person, subscribes with our key, and tells the server. Answers undefined where they say no. */
export async function turnOn(serverKey: string): Promise<NoticeDevice | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined
  await navigator.serviceWorker.register('/push.js')
  const { pushManager } = await navigator.serviceWorker.ready
  const before = await pushManager.getSubscription()
  // One that was made with another key of ours is of no use, and stands in the way of a new one.
  if (before && keyOf(before) !== serverKey) await before.unsubscribe()
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey })
  const { endpoint, keys } = made.toJSON()
  const { browser, system } = deviceOf(navigator.userAgent)
  const label = [browser, system].filter((name) => name && name !== '?').join(' · ')
  return api.post<NoticeDevice>('/notices/devices', {
    endpoint,
    p256dh: keys?.p256dh,
    auth: keys?.auth,
    label,
  })
}

function keyOf({ options: { applicationServerKey } }: PushSubscription): string {
  return toBase64url(new Uint8Array(applicationServerKey ?? new ArrayBuffer(0)))
}

export function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
