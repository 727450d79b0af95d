/**
 * The shapes of the public API under `/api/v1`, as the web sees them. Dates are ISO 8601 strings in UTC; identifiers
 * are UUIDs unless said. Lists are `Page<T>`: pass `next` back as `cursor`.
 */
export type * from './api/access.ts'
export type * from './api/alarm.ts'
export type * from './api/answers.ts'
export type * from './api/base.ts'
export type * from './api/channels.ts'
export type * from './api/competitors.ts'
export type * from './api/identity.ts'
export type * from './api/import.ts'
export type * from './api/inbox.ts'
export type * from './api/notice.ts'
export type * from './api/outbox.ts'
export type * from './api/reading.ts'
export type * from './api/report.ts'
export type * from './api/service.ts'
export type * from './api/site.ts'
export type * from './api/stream.ts'
export type * from './api/together.ts'
export type * from './api/watch.ts'
export type * from './api/webhook.ts'
