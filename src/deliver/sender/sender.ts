import { setTimeout as wait } from 'node:timers/promises'
import type { Host, Quota } from '../../channels/index.ts'
import { repairLanes } from '../outbox/lane.ts'
import { type Attempted, attempt } from './attempt.ts'
import { Beginner } from './beginner.ts'
import { type Claimed, claim } from './claim.ts'
import { decide } from './decide.ts'
import { type DeliverDeps, type OpenedAccount, type SenderOptions, USUAL } from './deps.ts'
import { outcomes, seconds } from './metrics.ts'
import { Opener } from './opener.ts'
import { type Seat, takeSeat } from './seat.ts'
import { type Finished, holdAccount } from './settle.ts'
import { Settler } from './settler.ts'
import { abandoned, recheckBlocked } from './takeover.ts'

export interface Sender {
  /** Something was enqueued, decided or let go: looks at once. */
  wake(): void
  /** An account changed: what waited for it may go on. */
  accountChanged(workspaceId: string, accountId?: string): void
  /** Takes nothing more, gives what is on the wire so many milliseconds to end, and writes how it ended. */
  stop(grace?: number): Promise<void>
}

/** Deliveries taken at once. */
const AT_ONCE = 200
const REPAIR_EVERY = 60_000

/** Sends what is in the outbox, beside as many others as there are, until it is stopped. */
export function startSender(deps: DeliverDeps, options: Partial<SenderOptions> = {}): Sender {
  return new Sending(deps, { ...USUAL, ...options })
}

class Sending implements Sender {
  readonly #deps: DeliverDeps
  readonly #options: SenderOptions
  readonly #settler: Settler
  readonly #opener: Opener
  readonly #inHand = new Map<string, Promise<void>>()
  /** Ends the loop; `#cut` ends what is on the wire. */
  readonly #stopping = new AbortController()
  readonly #cut = new AbortController()
  #seat: { seat: Seat; beginner: Beginner } | undefined
  #woken = Promise.withResolvers<void>()
  readonly #running: Promise<unknown>

  constructor(deps: DeliverDeps, options: SenderOptions) {
    this.#deps = deps
    this.#options = options
    this.#opener = new Opener(deps.open)
    this.#settler = new Settler(deps, {
      done: (finished) => this.#settled(finished),
      more: () => this.#inHand.size,
    })
    this.#running = Promise.all([this.#send(), this.#lookAfter()])
  }

  readonly wake = (): void => {
    this.#woken.resolve()
  }

  accountChanged(workspaceId: string, accountId?: string): void {
    this.#opener.forget(workspaceId, accountId)
    const only = { workspaceId, ...(accountId ? { accountId } : {}) }
    recheckBlocked(this.#deps, this.#stopping.signal, only).then(
      (mended) => mended > 0 && this.wake(),
      (err) => this.#stumbled(err, 'cannot ask accounts whether they are mended'),
    )
  }

  async stop(grace = 1000): Promise<void> {
    this.#stopping.abort()
    this.wake()
    await this.#running
    const patience = setTimeout(() => this.#cut.abort(), grace)
    const given = setTimeout(() => this.#settler.drop(), 2 * grace + 500)
    try {
      await Promise.all(this.#inHand.values())
      await this.#settler.idle()
    } finally {
      clearTimeout(patience)
      clearTimeout(given)
      await this.#seat?.seat.leave()
    }
  }

  async #send(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        const { seat, beginner } = await this.#seated()
        const free = Math.min(AT_ONCE, this.#options.slots - this.#inHand.size)
        const { perAccount, lease } = this.#options
        this.#woken = Promise.withResolvers<void>()
        const taken =
          free > 0 ? await claim(this.#deps.db, { seat: seat.number, most: free, perAccount, lease }) : []
        for (const row of taken) this.#take(row, seat, beginner)
        if (taken.length < AT_ONCE / 2) await this.#rest(this.#options.every)
      } catch (err) {
        this.#stumbled(err, 'cannot take what is to be sent')
        await this.#rest(this.#options.every)
      }
    }
  }

  /** Until woken, stopped, or so long. */
  async #rest(milliseconds: number): Promise<void> {
    const end = new AbortController()
    const signal = AbortSignal.any([end.signal, this.#stopping.signal])
    await Promise.race([
      this.#woken.promise,
      wait(milliseconds, undefined, { signal }).catch(() => undefined),
    ])
    end.abort()
  }

  async #seated(): Promise<{ seat: Seat; beginner: Beginner }> {
    if (this.#seat && !this.#seat.seat.lost.aborted) return this.#seat
    const seat = await takeSeat(this.#deps.url, Math.max(200, this.#options.lease / 8))
    this.#seat = { seat, beginner: new Beginner(this.#deps.db, seat.number, this.#options.lease) }
    return this.#seat
  }

  #take(row: Claimed, seat: Seat, beginner: Beginner): void {
    const signal = AbortSignal.any([seat.lost, this.#cut.signal])
    const { deadline, lease } = this.#options
    const fresh = Math.max(lease - deadline, lease / 4)
    const deps = { ...this.#deps, open: this.#openFor(row) }
    const begin = (it: Claimed) => (signal.aborted ? Promise.resolve(false) : beginner.begin(it))
    const work: Promise<void> = attempt({ deps, row, signal, deadline, fresh, begin })
      .then((attempted) => this.#settler.add(this.#finish(row, attempted)))
      .catch((err) => this.#stumbled(err, 'a delivery was left where it is'))
      .finally(() => this.#inHand.get(row.id) === work && this.#inHand.delete(row.id))
    this.#inHand.set(row.id, work)
  }

  /** The account's own host, whose word on quotas the outbox hears too. */
  #openFor(row: Claimed): DeliverDeps['open'] {
    return async (...asked) => {
      const opened = await this.#opener.open(...asked)
      if (!opened || typeof opened === 'string') return opened
      return { ...opened, host: this.#hearing(opened, row) }
    }
  }

  #hearing({ host }: OpenedAccount, row: Claimed): Host {
    const quota = (told: Quota) => {
      host.quota?.(told)
      const wait = told.resets.getTime() - host.now().getTime()
      if (told.remaining > 0 || !(wait > 0)) return
      holdAccount(this.#deps.db, row, Math.min(wait, 86_400_000)).catch((err) =>
        this.#stumbled(err, 'cannot keep a quota'),
      )
    }
    return { ...host, quota }
  }

  #finish(row: Claimed, { outcome, again, opened }: Attempted): Finished {
    const { patience, pause } = this.#options
    const { tries, since, in_doubt: inDoubt } = row
    const now = opened?.host.now() ?? new Date()
    const verdict = decide(outcome, {
      tries,
      since,
      inDoubt,
      again,
      patience,
      pause,
      now,
      random: Math.random,
    })
    return { row, outcome, again, verdict, ...(opened ? { opened } : {}) }
  }

  #settled(finished: readonly Finished[]): void {
    for (const { row, outcome, verdict } of finished) {
      outcomes.inc({ channel: row.channel, outcome: outcome.kind === 'sent' ? 'sent' : verdict.state })
      if (outcome.kind === 'sent')
        seconds.observe({ channel: row.channel }, Math.max(0, Date.now() - row.due.getTime()) / 1000)
      const { failure } = verdict
      if (failure?.kind !== 'token-dead') continue
      this.#deps
        .noteFailure(row.workspace_id, row.account_id, failure)
        .catch((err) => this.#stumbled(err, 'cannot note a failure on its account'))
    }
    this.wake()
  }

  /** Takes over what others left, asks after accounts, and mends what should never break. */
  async #lookAfter(): Promise<void> {
    const next = {
      takeOver: 0,
      recheck: performance.now() + this.#options.recheck,
      repair: performance.now() + REPAIR_EVERY,
    }
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        const now = performance.now()
        if (now >= next.takeOver) {
          next.takeOver = now + Math.min(5000, this.#options.lease / 2)
          await this.#takeOver()
        }
        if (now >= next.recheck) {
          next.recheck = now + this.#options.recheck
          if ((await recheckBlocked(this.#deps, signal)) > 0) this.wake()
        }
        if (now >= next.repair) {
          next.repair = now + REPAIR_EVERY
          if ((await repairLanes(this.#deps.db)) > 0) this.wake()
        }
      } catch (err) {
        this.#stumbled(err, 'cannot look after what others left')
      }
      await wait(Math.min(1000, this.#options.lease / 4), undefined, { signal }).catch(() => undefined)
    }
  }

  async #takeOver(): Promise<void> {
    for (const { row, again } of await abandoned(this.#deps, this.#stopping.signal)) {
      if (this.#inHand.has(row.id)) continue
      await this.#deps.point?.('taken-over')
      const attempted: Attempted = again
        ? { outcome: { kind: 'failed', failure: { kind: 'uncertain', detail: 'failure.cut-off' } }, again }
        : { outcome: { kind: 'given-back' }, again: { kind: 'harmless' } }
      this.#settler.add({ ...this.#finish(row, attempted), takenOver: true })
    }
  }

  #stumbled(err: unknown, message: string): void {
    if (!this.#cut.signal.aborted) this.#deps.log.error({ err }, message)
  }
}
