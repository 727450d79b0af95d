import { sql } from 'kysely'
import type { Handle } from './handle.ts'

/**
 * The schema of `public` in words that can be reviewed: tables with columns, constraints and indexes, in a stable
 * order. Monthly partitions are left out, as they follow their parent.
 */
export async function describeSchema(db: Handle): Promise<string> {
  const tables = await sql<{ name: string; kind: string; partition: string | null }>`
    select c.relname as name, c.relpersistence as kind, pg_get_partkeydef(c.oid) as partition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
    order by 1`.execute(db)
  const parts: string[] = []
  for (const table of tables.rows) parts.push(await describeTable(db, table))
  return `${parts.join('\n')}${await describeRoutines(db)}`
}

async function describeTable(db: Handle, table: { name: string; kind: string; partition: string | null }) {
  const oid = sql`(quote_ident(${table.name}))::regclass`
  const columns = await sql<{ line: string }>`
    select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
      || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`.execute(db)
  const constraints = await sql<{ line: string }>`
    select pg_get_constraintdef(oid) as line from pg_constraint
    where conrelid = ${oid} and contype <> 'n' order by contype desc, 1`.execute(db)
  const indexes = await sql<{ line: string }>`
    select pg_get_indexdef(indexrelid) || ';' as line from pg_index
    where indrelid = ${oid} and not indisprimary
      and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('u', 'x'))
    order by 1`.execute(db)
  const triggers = await sql<{ line: string }>`
    select pg_get_triggerdef(oid) || ';' as line from pg_trigger
    where tgrelid = ${oid} and not tgisinternal order by 1`.execute(db)
  const inside = [...columns.rows, ...constraints.rows].map((row) => `  ${row.line}`).join(',\n')
  const kind = table.kind === 'u' ? 'unlogged table' : 'table'
  const partition = table.partition ? ` partition by ${table.partition.toLowerCase()}` : ''
  const after = [...indexes.rows, ...triggers.rows].map((row) => `${row.line}\n`).join('')
  return `create ${kind} ${table.name} (\n${inside}\n)${partition};\n${after}`
}

async function describeRoutines(db: Handle): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and not exists (
      select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by p.proname`.execute(db)
  return rows.map((row) => `\n${row.line.trim()};\n`).join('')
}
