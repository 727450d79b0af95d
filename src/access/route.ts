import type { z } from 'zod'
import type { Clock } from '../../lib/clock/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import type { Permission, Role } from './policy.ts'

/** Who asks. An API key acts as the member who made it, within both the key's permissions and the member's. */
export interface Principal {
  userId: string
  memberId: string
  role: Role
  permissions: ReadonlySet<Permission>
  /** Set when the request came with an API key. */
  keyId?: string
}

/** What every handler of a workspace route receives; the server, never the client, sets the workspace. */
export interface Context {
  /** For a request with an `Idempotency-Key`, a transaction that commits once the handler has answered. */
  db: Handle
  workspaceId: string
  principal: Principal
  locale: 'fr' | 'en'
  clock: Clock
  /** Names of the workspace's members, by member id: for showing, as a name just changed elsewhere may lag a moment. */
  memberNames(): Promise<ReadonlyMap<string, string>>
  /** Where people reach this server, without a final slash: what links are made of. */
  publicUrl: string
  /**
   * Has `work` done once what the handler wrote is committed (a job sent sooner might not find it); a failure of it is
   * logged, and changes nothing of the answer.
   */
  later(work: () => Promise<unknown>): void
  /** Raw request, for uploads and streams; its `signal` tells that the client has gone. */
  request: Request
}

/**
 * A route reads as its specification. `can` is the permission asked of the principal, `'member'` for any member of the
 * workspace, `'public'` for everybody (then reading `context.principal` or `context.workspaceId` throws).
 */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** OpenAPI path under `/api/v1`, for instance `/conversations/{id}`. */
  path: string
  /** One English line for the API's documentation. */
  summary: string
  /** More of it, where the line is not enough; plain text. */
  description?: string
  tag: string
  can: Permission | 'member' | 'public'
  params?: P
  /** Values arrive as strings (a repeated name as an array of them): coerce in the schema. */
  query?: Q
  /** JSON; use `z.strictObject`, so that unknown fields are refused. */
  body?: B
  /** `raw`: the handler reads `context.request` itself (uploads, streams, incoming webhooks). */
  raw?: boolean
  /** Largest body in bytes; default 1 MiB, also for `raw`; 0 leaves the cap to a `raw` handler. */
  maxBody?: number
  /** Requests a minute and source, 0 for no limit; default 600. */
  limit?: number
  /** Absent: the handler returns a Response itself (downloads, server-sent events) or nothing (204). */
  reply?: R
  status?: 200 | 201 | 202 | 204
  /** What it changes may decide who is let in, where and as what: afterwards nobody is let in from memory. */
  changesAccess?: boolean
  handler(
    context: Context,
    input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
  ): Promise<z.input<R> | Response>
}

/** Identity, so that the input's types come from the schemas; the result is stored in a list of plain `Route`. */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodVoid,
>(spec: Route<P, Q, B, R>): Route {
  return spec as unknown as Route
}
