import { type Permission, permissionsOf, ROLES, type Role, type Route } from '../../src/access/index.ts'
import type { Ask, Browser, Member, TestServer } from './http.ts'

/** Who may ask: nobody, a member of each role, a key that lacks the route's permission. */
export type Asker = 'anonymous' | 'key without scope' | Role

export interface Cell {
  route: Route
  asker: Asker
  /** 401, 403, or let through (then anything else, for the values are nonsense). */
  expected: 401 | 403 | 'through'
}

/** Each route by each asker, from the list of routes alone: a route added tomorrow is in it. */
export function matrix(routes: Route[]): Cell[] {
  const askers: Asker[] = ['anonymous', 'key without scope', ...ROLES]
  return routes.flatMap((route) =>
    askers.map((asker) => ({ route, asker, expected: expectation(route, asker) })),
  )
}

function expectation(route: Route, asker: Asker): Cell['expected'] {
  if (route.can === 'public') return 'through'
  if (asker === 'anonymous') return 401
  if (route.can === 'member') return 'through'
  if (asker === 'key without scope') return 403
  return permissionsOf(asker).has(route.can) ? 'through' : 403
}

export const NOBODYS_ID = '00000000-0000-7000-8000-000000000000'

/** The route's path with every `{name}` filled by `fill`. */
export function pathOf(route: Route, fill: (name: string) => string = () => NOBODYS_ID): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(fill(name)))
}

/** Asks a route with values that mean nothing: whoever gets past the guards is told so, and nothing is done. */
export function knock(browser: Browser, route: Route, ask: Ask = {}): Promise<Response> {
  const body = route.method === 'get' || route.raw ? {} : { body: { 'no such field': true } }
  return browser.ask(route.method.toUpperCase(), pathOf(route), { ...body, ...ask })
}

/** A key of `member` with every permission of theirs but `without`. */
export async function keyWithout(member: Member, without: Permission): Promise<Ask> {
  const mine = ((await (await member.browser.get('/me')).json()) as { permissions: Permission[] }).permissions
  const permissions = mine.filter((one) => one !== without)
  const response = await member.browser.post('/keys', { name: `all but ${without}`, permissions })
  const { secret } = (await response.json()) as { secret: string }
  return { bare: true, headers: { authorization: `Bearer ${secret}` } }
}

/** Every UUID there is in the rows of one workspace, whatever the table: what a stranger must never open. */
export async function idsOf(server: TestServer, workspaceId: string): Promise<string[]> {
  return (await idsByKind(server, workspaceId)).flat()
}

/** The same, those of one kind together: named alike by the tables that hold them. None is of two kinds. */
export async function idsByKind(server: TestServer, workspaceId: string): Promise<string[][]> {
  const { rows: columns } = await server.pool.query<{ table: string; column: string }>(`
    select c.table_name as table, c.column_name as column
    from information_schema.columns c
      join information_schema.columns w on w.table_name = c.table_name and w.table_schema = c.table_schema
      join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
    where c.table_schema = 'public' and w.column_name = 'workspace_id' and c.data_type = 'uuid'
      and t.table_type = 'BASE TABLE' and c.column_name not in ('workspace_id', 'user_id')
    order by c.column_name, c.table_name`)
  const kinds = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const { table, column } of columns) {
    const { rows } = await server.pool.query<{ id: string }>(
      `select distinct "${column}" as id from "${table}" where workspace_id = $1 and "${column}" is not null limit 50`,
      [workspaceId],
    )
    const kind = column === 'id' ? table : column
    const ids = rows.map(({ id }) => id).filter((id) => !/^[0-]+$/.test(id) && !seen.has(id))
    for (const id of ids) seen.add(id)
    kinds.set(kind, [...(kinds.get(kind) ?? []), ...ids])
  }
  return [...kinds.values()]
}

/** At most `count` of `ids`, from the one that is `at` on: over all places, each is taken. */
export function someOf<T>(ids: T[], at: number, count: number): T[] {
  return ids.length <= count
    ? ids
    : Array.from({ length: count }, (_, next) => ids[(at + next) % ids.length] as T)
}
