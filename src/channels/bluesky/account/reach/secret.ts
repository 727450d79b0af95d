import { z } from 'zod'
import type { Credential } from '../../../channel.ts'
import { did } from '../../wire/id.ts'

const token = z.string().min(1).max(20_000)
const origin = z.url({ protocol: /^https?$/ })

/** What a server gave for an app password. */
const byPassword = z.object({
  kind: z.literal('password'),
  /** As configured when it was given: another one means another account. */
  identifier: z.string(),
  did,
  pds: origin,
  access: token,
  refresh: token,
})

/** What an authorisation server gave to this client, bound to `key`. */
const byOauth = z.object({
  kind: z.literal('oauth'),
  identifier: z.string(),
  did,
  pds: origin,
  issuer: origin,
  clientId: z.string().min(1),
  access: token,
  refresh: token.optional(),
  /** The pair that proves possession (DPoP), as private and public JWK. */
  key: z.object({ private: z.record(z.string(), z.unknown()), public: z.record(z.string(), z.unknown()) }),
  expires: z.number().optional(),
})

const secret = z.discriminatedUnion('kind', [byPassword, byOauth])

export type PasswordSecret = z.output<typeof byPassword>
export type OauthSecret = z.output<typeof byOauth>
export type Secret = PasswordSecret | OauthSecret

export function secretIn(credential: Credential | undefined): Secret | undefined {
  return secret.safeParse(credential?.secret).data
}

/** The last moment that a date can be. */
const LATEST = 8.64e15

/** The moment an access token dies, in milliseconds; read without being believed, to be shown. */
function deathOf(kept: Secret): number | undefined {
  const death = kept.kind === 'oauth' ? kept.expires : claimedDeath(kept.access)
  return death !== undefined && Math.abs(death) <= LATEST ? death : undefined
}

function claimedDeath(token: string): number | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof claims.exp === 'number' ? claims.exp * 1000 : undefined
  } catch {
    return undefined
  }
}

/** Both kinds are renewed by themselves for as long as they are used. */
export function credentialOf(kept: Secret): Credential {
  const death = deathOf(kept)
  const renewable = kept.refresh !== undefined
  return { secret: { ...kept }, renewable, ...(death !== undefined && { expires: new Date(death) }) }
}
