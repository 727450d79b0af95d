/** The outbox as a person would explain it: what each delivery is, and what may become of it. Pure. */

export const PROMISES = ['harmless', 'find', 'never'] as const
export type Promised = (typeof PROMISES)[number]

/** What one request comes to at the network, and what we hear of it. */
export const ENDS = [
  'heard',
  'lost-after',
  'lost-before',
  'unreached',
  'refused',
  'limited',
  'token-dead',
] as const
export type End = (typeof ENDS)[number]

export type Standing = 'waiting' | 'sending' | 'sent' | 'refused' | 'unknown' | 'dropped'

export interface Wanted {
  id: string
  account: number
  /** None: nothing to wait for. */
  lane: string | undefined
  state: Standing
  /** Its wait is over. */
  ready: boolean
  /** It has not stood first in its lane yet. */
  behind: boolean
  doubt: boolean
  /** The last try ended long enough ago for absence to be believed. */
  quiet: boolean
  tries: number
  /** Worker that has it; the lease of what it has may have passed. */
  holder: number | undefined
  begun: boolean
  expired: boolean
  /** How often it stands on its network. */
  copies: number
  /** A person said "again" of what may stand there. */
  insisted: boolean
}

/** What a worker knows of what it took, when it took it. */
export interface Held {
  id: string
  seat: number
  tries: number
  doubt: boolean
  quiet: boolean
}

export interface ModelAccount {
  promise: Promised
  blocked: boolean
  limited: boolean
  failing: boolean
}

export class OutboxModel {
  stopped = false
  readonly accounts: ModelAccount[] = PROMISES.map((promise) => ({
    promise,
    blocked: false,
    limited: false,
    failing: false,
  }))
  /** In the order of their turns. */
  wanted: Wanted[] = []
  /** What each worker believes that it has; one that was given up for dead may still believe so. */
  hands: Held[] = []

  of(id: string): Wanted {
    const found = this.wanted.find((one) => one.id === id)
    if (!found) throw new Error(`nothing is known of ${id}`)
    return found
  }

  accountOf(one: Wanted): ModelAccount {
    const account = this.accounts[one.account]
    if (!account) throw new Error('no such account')
    return account
  }

  enqueue(id: string, account: number, lane: string | undefined): void {
    const one: Wanted = {
      id,
      account,
      lane,
      state: 'waiting',
      ready: true,
      behind: false,
      doubt: false,
      quiet: true,
      tries: 0,
      holder: undefined,
      begun: false,
      expired: false,
      copies: 0,
      insisted: false,
    }
    this.wanted.push(one)
    this.#join(one)
  }

  #join(one: Wanted): void {
    one.ready = this.isFirst(one)
    one.behind = !one.ready
  }

  /** Whether nothing open stands before it in its lane. */
  isFirst(one: Wanted): boolean {
    if (one.lane === undefined) return true
    return this.wanted.find((other) => sameLane(other, one) && isOpen(other)) === one
  }

  /** What a worker may take of an account now, and how many. */
  takeable(account: number, perAccount: number): { ids: Set<string>; count: number } {
    const it = this.accounts[account]
    const mine = this.wanted.filter((one) => one.account === account)
    const ids = new Set(
      mine.filter((one) => one.state === 'waiting' && one.ready && this.isFirst(one)).map(({ id }) => id),
    )
    const free = (it?.failing ? 1 : perAccount) - mine.filter((one) => one.state === 'sending').length
    const may = it && !this.stopped && !it.blocked && !it.limited
    return { ids, count: may ? Math.max(0, Math.min(free, ids.size)) : 0 }
  }

  take(seat: number, id: string): Held {
    const one = this.of(id)
    Object.assign(one, { state: 'sending', holder: seat, begun: false, expired: false, ready: false })
    const { tries, doubt, quiet } = one
    const held = { id, seat, tries, doubt, quiet }
    this.hands.push(held)
    return held
  }

  isStill(held: Held): boolean {
    const one = this.of(held.id)
    return one.state === 'sending' && one.holder === held.seat && one.tries === held.tries
  }

  /** One turn in a worker's hands, at a network where it would come to `end`. */
  turn(held: Held, end: End): void {
    const one = this.of(held.id)
    const { promise } = this.accountOf(one)
    const looks = held.doubt && promise === 'find'
    if (looks && !held.quiet) this.#end(held, 'waiting', { ready: one.quiet })
    else if (looks && one.copies > 0) this.#sent(one, false)
    else if (!this.begin(held)) this.#end(held, 'waiting', { ready: true })
    else {
      if (end === 'heard' || end === 'lost-after') this.accept(one)
      if (end === 'heard') this.#sent(one, true)
      else this.#failed(held, end)
    }
  }

  /** Whether it may leave; where a second try may harm it is noted that the first one begins. */
  begin(held: Held): boolean {
    const one = this.of(held.id)
    if (this.accountOf(one).promise === 'harmless') return true
    if (this.stopped || one.expired || !this.isStill(held)) return false
    Object.assign(one, { begun: true, quiet: false })
    return true
  }

  accept(one: Wanted): void {
    one.copies = this.accountOf(one).promise === 'harmless' ? 1 : one.copies + 1
  }

  #failed(held: Held, end: Exclude<End, 'heard'>): void {
    if (!this.isStill(held)) return
    const account = this.accountOf(this.of(held.id))
    const { promise } = account
    const tried = { tries: held.tries + 1, quiet: false }
    const lost = end === 'lost-after' || end === 'lost-before'
    // A refusal of the second try says nothing of the first where nobody looked in between.
    const open = end === 'refused' && held.doubt && promise === 'harmless'
    if (end === 'limited' || end === 'unreached') account.limited = true
    if (end === 'unreached' || (lost && promise !== 'never')) account.failing = true
    if (end === 'refused' && !open) account.failing = false
    if (end === 'token-dead') account.blocked = true
    if (lost) this.#end(held, promise === 'never' ? 'unknown' : 'waiting', { ...tried, doubt: true })
    else if (end === 'refused') this.#end(held, open ? 'unknown' : 'refused', { ...tried, doubt: open })
    else if (end === 'unreached') this.#end(held, 'waiting', tried)
    else this.#end(held, 'waiting', { ready: end === 'token-dead' })
  }

  /** True whoever says so. */
  #sent(one: Wanted, tried: boolean): void {
    if (one.state === 'sent') return
    this.accountOf(one).failing = false
    const tries = tried ? one.tries + 1 : one.tries
    Object.assign(one, { state: 'sent', doubt: false, holder: undefined, begun: false, tries, ready: false })
    this.#comeForward(one)
  }

  #end(held: Held, state: Standing, more: Partial<Wanted>): void {
    if (!this.isStill(held)) return
    const one = this.of(held.id)
    const doubt = held.doubt
    Object.assign(one, { doubt, ready: false, ...more, state, holder: undefined, begun: false })
    if (!isOpen(one)) this.#comeForward(one)
  }

  #comeForward(ended: Wanted): void {
    const next = this.wanted.find((one) => sameLane(one, ended) && isOpen(one))
    if (next?.state === 'waiting' && next.behind) Object.assign(next, { ready: true, behind: false })
  }

  /** A worker stands still, or is gone: what it had may be taken over. */
  expire(seat: number): void {
    for (const one of this.wanted) if (one.state === 'sending' && one.holder === seat) one.expired = true
  }

  /** Whatever a worker left whose lease has passed: in doubt where it may have left. */
  takeOver(): void {
    for (const one of this.wanted.filter(({ state, expired }) => state === 'sending' && expired)) {
      const account = this.accountOf(one)
      const { id, holder: seat = 0, tries, doubt, quiet } = one
      const held: Held = { id, seat, tries, doubt, quiet }
      if (account.promise === 'harmless' || one.begun) this.#failed(held, 'lost-before')
      else this.#end(held, 'waiting', { ready: true })
    }
  }

  /** Everything that only had to wait has waited. */
  later(): void {
    for (const account of this.accounts) account.limited = false
    for (const one of this.wanted) {
      one.quiet = true
      if (one.state === 'waiting' && !one.behind) one.ready = true
    }
  }

  /** Whether a person may decide it: in all other states they are told that they may not. */
  may(decision: Decision, one: Wanted): boolean {
    if (decision === 'say-sent') return one.state === 'unknown'
    if (decision === 'rewrite') return (one.state === 'waiting' || one.state === 'refused') && !one.doubt
    return one.state === 'waiting' || one.state === 'refused' || one.state === 'unknown'
  }

  decide(decision: Decision, one: Wanted): void {
    if (decision === 'retry') this.#retry(one)
    if (decision === 'drop') {
      Object.assign(one, { state: 'dropped', ready: false })
      this.#comeForward(one)
    }
    if (decision === 'say-sent') {
      Object.assign(one, { state: 'sent', doubt: false })
      this.#comeForward(one)
    }
  }

  #retry(one: Wanted): void {
    if (one.state === 'waiting') {
      one.ready ||= !one.behind
      return
    }
    if (one.state === 'unknown') one.insisted = true
    if (one.state === 'refused') {
      this.wanted = [...this.wanted.filter((other) => other !== one), one]
      one.state = 'waiting'
      this.#join(one)
    }
    Object.assign(one, { state: 'waiting', doubt: false, ready: !one.behind })
  }
}

export const DECISIONS = ['retry', 'drop', 'say-sent', 'rewrite'] as const
export type Decision = (typeof DECISIONS)[number]

function isOpen({ state }: Wanted): boolean {
  return state === 'waiting' || state === 'sending' || state === 'unknown'
}

function sameLane(one: Wanted, other: Wanted): boolean {
  return one.lane !== undefined && one.lane === other.lane && one.account === other.account
}
