import type { Activity } from '../../../activity/index.ts'
import type { Batch } from '../../channel.ts'

/** What one source has for the next batch. `kept` is called when it is taken: from then on it counts as read. */
export interface Offer {
  activities: Activity[]
  certain?: string[]
  rejected?: number
  /** Notes it as read, and answers the cursor that says so. */
  kept?(): string | undefined
}

const MOST_TOGETHER = 100
const MOST_WAITING = 2_000
const MOST_REMEMBERED = 20_000

/** Two sources, what is live and what is caught up with; what is live goes first and never waits for the other. */
export class Merge {
  readonly #live: Offer[] = []
  readonly #given = new Set<string>()
  #slow: { offer: Offer; taken(): void } | undefined
  #failure: { error: unknown } | undefined
  #ended = false
  #wake: (() => void) | undefined
  #room: (() => void) | undefined

  /** Holds a live source back while too much waits. */
  async live(offer: Offer): Promise<void> {
    this.#live.push(offer)
    this.#wake?.()
    if (this.#live.length < MOST_WAITING || this.#ended) return
    await new Promise<void>((resolve) => {
      this.#room = resolve
    })
  }

  /** Resolves once it has been taken. */
  offer(offer: Offer): Promise<void> {
    if (this.#ended) return Promise.resolve()
    return new Promise((resolve) => {
      this.#slow = { offer, taken: resolve }
      this.#wake?.()
    })
  }

  fail(error: unknown): void {
    this.#failure ??= { error }
    this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
    this.#room?.()
    this.#slow?.taken()
  }

  async *batches(): AsyncGenerator<Batch, void> {
    for (;;) {
      if (this.#live.length > 0) {
        const batch = this.#batchOf(this.#live.splice(0, MOST_TOGETHER))
        this.#room?.()
        if (batch) yield batch
      } else if (this.#slow) {
        const { offer, taken } = this.#slow
        this.#slow = undefined
        const batch = this.#batchOf([offer])
        taken()
        if (batch) yield batch
      } else if (this.#failure) throw this.#failure.error
      else if (this.#ended) return
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }

  #batchOf(offers: Offer[]): Batch | undefined {
    const certain = new Set(offers.flatMap((offer) => offer.certain ?? []))
    const activities = offers
      .flatMap((offer) => offer.activities)
      .filter(({ externalId }) => this.#isNew(externalId, certain.has(externalId)))
    const rejected = offers.reduce((sum, offer) => sum + (offer.rejected ?? 0), 0)
    let cursor: string | undefined
    for (const { kept } of offers) cursor = kept?.() ?? cursor
    if (activities.length === 0 && rejected === 0 && cursor === undefined) return undefined
    return {
      activities,
      ...(cursor === undefined ? {} : { cursor }),
      ...(certain.size > 0 ? { certain } : {}),
      ...(rejected > 0
        ? { rejected: Array.from({ length: rejected }, () => ({ reason: 'mastodon.malformed' })) }
        : {}),
    }
  }

  /** What is read twice on purpose is given once; again where it is certain only now, for it may have been refused. */
  #isNew(id: string, certain: boolean): boolean {
    const sure = `! ${id}`
    if (this.#given.has(sure) || (!certain && this.#given.has(id))) return false
    this.#given.add(certain ? sure : id)
    const [oldest] = this.#given
    if (this.#given.size > MOST_REMEMBERED && oldest) this.#given.delete(oldest)
    return true
  }
}
