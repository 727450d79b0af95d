import type { Kysely } from 'kysely'

/** A database handle that says nothing of the tables: a store narrows it to its own with `tables`. */
export type Handle = Kysely<Record<never, never>>
