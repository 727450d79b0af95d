import type { KeptDraft } from '../../../server/api.ts'
import { type Draft, draftIn, isEmpty } from '../answer/draft.ts'
import { type Base, NO_BASE } from './sync.ts'

/** A draft in one writing, so that two can be compared; empty: nothing is written. */
export function writingOf(draft: Draft): string {
  return isEmpty(draft) ? '' : JSON.stringify(draftIn(draft))
}

/** How a keeper reaches the server, and what it knows of it. */
export interface Ways {
  latest(): Draft
  put(given: { version: number; shared: boolean; draft: Draft }): Promise<KeptDraft>
  drop(): Promise<unknown>
  base(): Base
  keepBase(base: Base): void
  /** It could not be kept; what is written stays here, and goes with the next letter. */
  refused(error: unknown): void
}

export type Keeper = ReturnType<typeof keeperOf>

/** Sends one version of a draft after the other, never two at once. */
export function keeperOf(ways: Ways) {
  let last: Promise<void> = Promise.resolve()
  let waiting = 0
  async function send(version: number, shared: boolean) {
    const draft = draftIn(ways.latest())
    const body = writingOf(draft)
    if (body === '') {
      if (version > 0) await ways.drop()
      return ways.keepBase(NO_BASE)
    }
    const kept = await ways.put({ version, shared, draft })
    ways.keepBase({ version: kept.version, body })
  }
  function inTurn(work: () => Promise<void> | undefined): Promise<void> {
    waiting++
    last = last
      .then(work)
      .catch(ways.refused)
      .finally(() => {
        waiting--
      })
    return last
  }
  return {
    busy: () => waiting > 0,
    idle: () => inTurn(() => undefined),
    save: (version: number, shared: boolean) => inTurn(() => send(version, shared)),
    /** What has changed since it was last kept, if anything. */
    saveOn: (shared: boolean) =>
      inTurn(() =>
        writingOf(ways.latest()) === ways.base().body ? undefined : send(ways.base().version, shared),
      ),
  }
}
