import type { DeliverDeps, OpenedAccount } from './deps.ts'

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
        if (opened && typeof opened !== 'string' && this.#opening.get(key) === opening)
          this.#keep(key, opened)
        return opened
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
