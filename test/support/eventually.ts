import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until `holds` answers true for what `read` gives; the limit only ends a test that has failed. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  holds: (value: T) => boolean,
  limit = 60_000,
): Promise<T> {
  const end = Date.now() + limit
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (Date.now() > end) throw new Error(`it never came to that: ${JSON.stringify(value)?.slice(0, 2000)}`)
    await sleep(50)
  }
}
