import { z } from 'zod'

const Name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)
const Literal = String.raw`(?:'[^'\\]*'|MINVALUE|MAXVALUE)`

/** Member `schema.json`, the first: what the rows that follow fit in. */
export const Schema = z.object({
  format: z.literal('veillee-backup'),
  version: z.literal(1),
  created: z.iso.datetime(),
  /** Migrations that had run, oldest first. */
  migrations: z.array(z.string().regex(/^[\w-]+$/)),
  /** In the order of restoring: what is referred to comes first. */
  tables: z.array(
    z.object({
      name: Name,
      columns: z.array(Name).min(1),
      /** Made at run time, hence not by the migrations. The bounds become SQL: nothing but literals passes. */
      partitions: z.array(
        z.object({
          name: Name,
          bounds: z
            .string()
            .regex(new RegExp(`^(DEFAULT|FOR VALUES FROM \\(${Literal}\\) TO \\(${Literal}\\))$`)),
        }),
      ),
    }),
  ),
})
export type Schema = z.infer<typeof Schema>

/** Member `manifest.json`, the last: without it a backup is not whole. */
export const Manifest = z.object({
  tables: z.array(z.object({ name: Name, rows: z.number().int().min(0), checksum: z.hex().length(32) })),
  sequences: z.array(z.object({ name: Name, value: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  /** The installation's secret, only ever inside an encrypted backup. */
  secretKey: z.hex().length(64).optional(),
})
export type Manifest = z.infer<typeof Manifest>

/** What a backup holds, for a person to read. */
export interface Summary {
  created: Date
  /** Last migration that had run. */
  schemaVersion: string | null
  tables: { name: string; rows: number }[]
  rows: number
  encrypted: boolean
}
