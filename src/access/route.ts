import type { z } from 'zod'
import type { Clock } from '../../lib/clock/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import type { Permission, Role } from './policy.ts'

/** Who asks. An API key acts as a member with the key's permissions. */
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
  db: Handle
  workspaceId: string
  principal: Principal
  locale: 'fr' | 'en'
  clock: Clock
  /** Raw request, for uploads and streams. */
  request: Request
}

/**
 * A route reads as its specification. `can` is the permission asked of the principal, `'member'` for any member of the
 * workspace, `'public'` for everybody (then `context.principal` and `context.workspaceId` must not be read).
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
  tag: string
  can: Permission | 'member' | 'public'
  params?: P
  query?: Q
  body?: B
  /** `raw`: the handler reads `context.request` itself (uploads, streams, incoming webhooks). */
  raw?: boolean
  /** Requests a minute and source, 0 for no limit; default 600. */
  limit?: number
  /** Absent: the handler returns a Response itself (downloads, server-sent events) or nothing (204). */
  reply?: R
  status?: 200 | 201 | 202 | 204
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
