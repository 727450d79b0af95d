import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'

/**
 * A UUIDv7 (RFC 9562) whose time is the activity's publication, so that from the id alone one knows in which monthly
 * partition to look.
 */
export function activityId(published: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Math.max(0, published.getTime()), 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The last moment whose month has a next one that the database can write. */
const LAST = Date.UTC(9999, 11, 1) - 1

/** The moment itself, or the nearest that an id can tell and the database keep. */
export function tellable(at: Date): Date {
  return new Date(Math.min(LAST, Math.max(0, at.getTime())))
}

/** Publication time kept in an activity's id, to the millisecond. */
export function publishedOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}

/**
 * The id of a counter that links posts as alerts do and that nobody sees: a UUIDv8 in the order of time, so that from the
 * id alone one knows not to show it.
 */
export function counterId(): string {
  const id = uuidv7()
  return `${id.slice(0, 14)}8${id.slice(15)}`
}

export function isCounter(alertId: string): boolean {
  return alertId[14] === '8'
}
