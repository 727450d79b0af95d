import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'

/** How the sign-in library marks its sessions: as it says in its own context. */
export interface Marks {
  /** Name of the cookie. */
  cookie: string
  secret: string
  /** Seconds that a session lives from its last prolonging, and after how many it is prolonged. */
  lives: number
  prolonged: number
}

export interface Standing {
  userId: string
  sessionId: string
}

/**
 * The session that a cookie names when nothing is to be done for it but to let it in: signed by us, in the database at
 * this moment, not over, and not old enough to be prolonged. Undefined for every other, of which the library decides. Most
 * requests are such, and cost one look by key here where the library takes two and three times the work.
 */
export async function standingSession(
  db: Handle,
  marks: Marks,
  cookies: string,
): Promise<Standing | undefined> {
  const token = signedValue(cookies, marks)
  if (token === undefined) return undefined
  const { rows } = await sql<Standing>`
    select session.id as "sessionId", session.user_id as "userId"
    from app_session as session join app_user on app_user.id = session.user_id
    where session.token = ${token} and session.expires_at > now()
      and session.expires_at - ${marks.lives - marks.prolonged} * interval '1 second' > now()`.execute(db)
  return rows[0]
}

/** What a cookie `value.signature` says, HMAC-SHA-256 in base64 as the library writes it; undefined where it is not so. */
function signedValue(cookies: string, { cookie, secret }: Marks): string | undefined {
  const named = cookies
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookie}=`))
  // Of two of one name, which one counts is for the library to say.
  const [only] = named
  if (named.length !== 1 || only === undefined) return undefined
  const value = decoded(only.slice(cookie.length + 1))
  const dot = value.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const ours = createHmac('sha256', secret).update(token).digest()
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : undefined
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
