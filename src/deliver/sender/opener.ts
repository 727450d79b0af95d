import type { Keeper, Quota } from '../../channels/index.ts'
import type { DeliverDeps, OpenedAccount } from './deps.ts'

/** What is kept for the many that leave at once is asked for again after so long. */
const FRESH = 1000
/** A quota is told on when so little of it is left, or when it was not for a while. */
const LITTLE = 0.1

/** What is opened is opened anew after so long, in case no notice told that it changed. */
const KEPT = 5000
const MOST = 1000

/**
 * Opens accounts, and keeps them open for the many deliveries that leave by one at a time. Those that must wait, and
 * those that fail, are asked for each time.
 */
export class Opener {
  readonly #open: DeliverDeps['open']
  readonly #kept = new Map<string, { opened: OpenedAccount; until: number }>()
  readonly #opening = new Map<string, ReturnType<DeliverDeps['open']>>()

  constructor(open: DeliverDeps['open']) {
    this.#open = open
  }

  readonly open: DeliverDeps['open'] = (workspaceId, accountId, signal) => {
    const key = `${workspaceId} ${accountId}`
    const kept = this.#kept.get(key)
    if (kept && kept.until > performance.now()) return Promise.resolve(kept.opened)
    const under = this.#opening.get(key)
    if (under) return under
    const opening = this.#open(workspaceId, accountId, signal)
      .then((opened) => {
        if (!opened || typeof opened === 'string') return opened
        const lighter = light(opened)
        if (this.#opening.get(key) === opening) this.#keep(key, lighter)
        return lighter
      })
      .finally(() => {
        if (this.#opening.get(key) === opening) this.#opening.delete(key)
      })
    this.#opening.set(key, opening)
    return opening
  }

  #keep(key: string, opened: OpenedAccount): void {
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(key, { opened, until: performance.now() + KEPT })
  }

  /** An account changed; what is being opened is as it was. */
  forget(workspaceId: string, accountId?: string): void {
    for (const map of [this.#kept, this.#opening]) {
      for (const key of map.keys()) {
        if (accountId ? key === `${workspaceId} ${accountId}` : key.startsWith(`${workspaceId} `))
          map.delete(key)
      }
    }
  }
}

/** The same account, that asks the database once for what many deliveries ask of it in the same moment. */
function light(opened: OpenedAccount): OpenedAccount {
  const { host } = opened
  const quota = host.quota && sparing(host.quota)
  return {
    ...opened,
    host: {
      ...host,
      ...(host.credential ? { credential: remembering(host.credential) } : {}),
      ...(quota ? { quota } : {}),
    },
  }
}

function remembering(keeper: Keeper): Keeper {
  let kept: { credential: ReturnType<Keeper['get']>; until: number } | undefined
  return {
    get() {
      if (kept && kept.until > performance.now()) return kept.credential
      const credential = keeper.get()
      kept = { credential, until: performance.now() + FRESH }
      credential.catch(() => {
        kept = undefined
      })
      return credential
    },
    async renew(make) {
      kept = undefined
      const renewed = await keeper.renew(make)
      kept = undefined
      return renewed
    },
  }
}

function sparing(tell: (quota: Quota) => void): (quota: Quota) => void {
  const told = new Map<string, number>()
  return (quota) => {
    const now = performance.now()
    const little = quota.remaining <= LITTLE * (quota.limit ?? 1000)
    if (!little && now - (told.get(quota.name) ?? Number.NEGATIVE_INFINITY) < FRESH) return
    told.set(quota.name, now)
    tell(quota)
  }
}
