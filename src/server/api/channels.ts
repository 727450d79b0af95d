import type { Act, MessageLimits } from './outbox.ts'

/** GET /channels: kinds that can be connected; `form` is the JSON Schema of the configuration. */
export interface ChannelKind {
  id: string
  name: string
  form: Record<string, unknown>
  can: { pull: boolean; listen: boolean; receive: boolean; discover: boolean; test: boolean }
  /** What can be asked of it. */
  acts?: Act[]
  /** The name of the network that it is a way into. */
  network?: string
  /** What comes in by it is to be answered, unless somebody says otherwise. */
  inbox?: boolean
  /** It can be connected by its network's own page; the form of what is asked before: POST /channels/{id}/sign-in {asks, accountId?} gives {url}. */
  signIn?: Record<string, unknown> | null
}
/** GET, POST /accounts {channel, name, config, inbox?, force?}, PATCH /accounts/{id} {name?, config?, paused?, inbox?}, DELETE; POST /accounts/{id}/test, POST /accounts/{id}/pull; POST /channels/{id}/discover {input} gives {title, config}[] */
export interface ChannelAccount {
  id: string
  channel: string
  name: string
  config: Record<string, unknown>
  paused: boolean
  /** What comes in here is to be answered: it makes conversations. */
  inbox: boolean
  health: 'ok' | 'waiting' | 'late' | 'failing' | 'paused' | 'expiring'
  /** In the reader's language, whole sentences. */
  healthText: string
  failure: string | null
  lastExchange: string | null
  lastActivity: string | null
  lagSeconds: number | null
  /** What the guard, the queries and the rest let through and dropped in the last 24 h, by reason. */
  counts: { kept: number; dropped: Record<string, number> }
  /** Who it is on its network, once an exchange has told. */
  profile?: {
    id: string
    handle: string | null
    name: string | null
    url: string | null
    avatar: string | null
  } | null
  can?: Act[]
  limits?: MessageLimits
  quotas?: { name: string; remaining: number; limit: number | null; resets: string }[]
  /** When its credential dies, where a person must renew it. */
  expires?: string | null
  /** It is connected by its network's own page: POST /channels/{id}/sign-in {asks, accountId} heals it. */
  signIn?: boolean
  /** For a webhook: the address to give to the sender; the secret is shown once at creation. */
  hookUrl?: string
  secret?: string
}
