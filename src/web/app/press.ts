export interface Binding {
  /** One key, or two pressed in a row: `j`, `g i`, `?`, `Shift+ArrowDown`. */
  keys: string
  /** Translation key of what it does. */
  label: string
  run(): void
}

/** A letter that may begin two pressed in a row, and when it was pressed. */
export interface Pending {
  key: string
  at: number
}

export interface Pressed {
  binding: Binding | undefined
  pending: Pending | undefined
}

const SEQUENCE_MS = 900

/** What a key does after the one before it: two in a row come first, and a letter that does nothing may begin two. */
export function press(
  pending: Pending | undefined,
  event: { key: string; shiftKey: boolean; timeStamp: number },
  find: (keys: string) => Binding | undefined,
): Pressed {
  const key = event.key.length > 1 && event.shiftKey ? `Shift+${event.key}` : event.key
  const first = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.key : undefined
  const binding = (first ? find(`${first} ${key}`) : undefined) ?? find(key)
  const begins = !binding && /^[a-z]$/.test(key)
  return { binding, pending: begins ? { key, at: event.timeStamp } : undefined }
}
