import type { Client } from 'pg'
import type { Manifest, Schema } from './manifest.ts'

type Table = Schema['tables'][number]

/** Kept by the migrations themselves. */
const NOT_DATA = ['kysely_migration', 'kysely_migration_lock']

/** Tables of schema `public` in the order of restoring; a partitioned one stands for its partitions. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name,
       (select json_agg(a.attname order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(json_agg(json_build_object('name', p.relname, 'bounds', pg_get_expr(p.relpartbound, p.oid))
           order by p.relname), '[]') from pg_inherits i join pg_class p on p.oid = i.inhrelid
         where i.inhparent = c.oid and p.relispartition) as partitions
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all ($1) and not exists (
         select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
     order by c.relname`,
    [NOT_DATA],
  )
  return inOrder(rows, await listReferences(client))
}

export interface Reference {
  constraint: string
  from: string
  to: string
  definition: string
}

/** Foreign keys between tables of schema `public`. */
export async function listReferences(client: Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `select k.conname as constraint, c.relname as from, r.relname as to, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
     where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = 'public'::regnamespace
     order by k.conname`,
  )
  return rows
}

/** What is referred to first; where tables refer to each other in a ring, somewhere in it. */
function inOrder(tables: Table[], references: Reference[]): Table[] {
  const ordered = new Set<Table>()
  const entered = new Set<Table>()
  const visit = (table: Table): void => {
    if (entered.has(table)) return
    entered.add(table)
    for (const { to } of references.filter(({ from }) => from === table.name)) {
      const target = tables.find(({ name }) => name === to)
      if (target) visit(target)
    }
    ordered.add(table)
  }
  tables.forEach(visit)
  return [...ordered]
}

/** Where the sequences of schema `public` stand. */
export async function listSequences(client: Client): Promise<Manifest['sequences']> {
  const { rows: names } = await client.query<{ name: string }>(
    `select sequencename as name from pg_sequences where schemaname = 'public' order by sequencename`,
  )
  const sequences: Manifest['sequences'] = []
  for (const { name } of names) {
    const { rows } = await client.query(
      `select last_value::text as value, is_called as called from public.${client.escapeIdentifier(name)}`,
    )
    sequences.push({ name, ...rows[0] })
  }
  return sequences
}
