import type { Limits } from './limits.ts'

/** What a network gave us to act for an account; sealed at rest, never in logs, exports or answers. */
export interface Credential {
  secret: Record<string, unknown>
  /** When it dies unless renewed; absent where the network does not tell. */
  expires?: Date
  /** It can be renewed without a person: `expires` is then nothing to warn of. */
  renewable?: boolean
  scopes?: string[]
}

/** Keeps the credential of one account, for all processes of the installation. */
export interface Keeper {
  /** As kept now; undefined where there is none yet. */
  get(): Promise<Credential | undefined>
  /**
   * Makes a new one under a lock of the installation. `make` is given what is kept once the lock is held, which may be
   * newer than what the caller saw: it answers that unchanged where it will do. An empty answer never replaces what
   * is there: it fails with `bad-response`.
   */
  renew(make: (kept: Credential | undefined) => Promise<Credential>): Promise<Credential>
}

/** Who the account is on its network, and what it may do there. */
export interface Profile {
  /** Stable id on the network, as in `actor.id` of what it writes. */
  id: string
  handle?: string
  name?: string
  url?: string
  avatar?: string
  /** The server's own limits where they differ from the channel's. */
  limits?: Partial<Limits>
}

/** What may still be done until when, as the network told. */
export interface Quota {
  /** Which of the network's limits; each is kept apart. */
  name: string
  remaining: number
  limit?: number
  resets: Date
}
