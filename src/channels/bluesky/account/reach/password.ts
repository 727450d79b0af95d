import { z } from 'zod'
import type { HttpReply, RequestOptions } from '../../../../../lib/http/index.ts'
import { type Account, ChannelFailure, type Host } from '../../../channel.ts'
import { did } from '../../wire/id.ts'
import type { AccountConfig } from '../config.ts'
import { failed, isTokenError, jsonOf, networkFailure, refuse, toldBy } from './failure.ts'
import { identityOf } from './identity.ts'
import type { PasswordSecret } from './secret.ts'

const session = z.object({
  did,
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  active: z.boolean().optional().catch(undefined),
  status: z.string().max(100).optional().catch(undefined),
})

/** A new session by the app password; the server is looked up again, for accounts move. */
export async function signIn(account: Account<AccountConfig>, host: Host): Promise<PasswordSecret> {
  const { password } = account.config
  if (!password) throw new ChannelFailure({ kind: 'token-dead', detail: 'bluesky-account.not-signed-in' })
  const { did: own, pds } = await identityOf(account.config, host)
  const body = JSON.stringify({ identifier: own, password })
  const reply = await post(pds, 'com.atproto.server.createSession', host, {
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (reply.status !== 200) throw failed(reply, host.now(), false)
  return secretOf(reply, pds, own, account.config.identifier)
}

/** The next pair of tokens; a refresh token that is not taken any more is replaced by the app password's own. */
export async function refresh(
  kept: PasswordSecret,
  account: Account<AccountConfig>,
  host: Host,
): Promise<PasswordSecret> {
  const headers = { authorization: `Bearer ${kept.refresh}` }
  const reply = await post(kept.pds, 'com.atproto.server.refreshSession', host, { headers })
  if (reply.status === 200) return secretOf(reply, kept.pds, kept.did, kept.identifier)
  if (isTokenError(toldBy(reply).error)) return signIn(account, host)
  throw failed(reply, host.now(), false)
}

function secretOf(reply: HttpReply, pds: string, expected: string, identifier: string): PasswordSecret {
  const { data } = session.safeParse(jsonOf(reply.body))
  if (!data) throw new ChannelFailure({ kind: 'bad-response', detail: 'http.bad-response' })
  if (data.active === false)
    throw new ChannelFailure({ kind: 'gone', detail: data.status ?? 'AccountDeactivated' })
  if (data.did !== expected) throw refuse('another-account')
  const { did: own, accessJwt: access, refreshJwt } = data
  return { kind: 'password', identifier, did: own, pds, access, refresh: refreshJwt }
}

/** Sessions cost nothing when they are lost: an answer that is cut is simply asked for again. */
async function post(pds: string, method: string, { http, signal }: Host, options: RequestOptions) {
  try {
    return await http.request(new URL(`/xrpc/${method}`, pds).href, {
      ...options,
      method: 'POST',
      signal,
      redirects: 0,
      accept: 'application/json',
      maxBytes: 500_000,
    })
  } catch (error) {
    throw networkFailure(error, false)
  }
}
