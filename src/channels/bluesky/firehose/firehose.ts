import { type Account, type Batch, defineChannel, type Host } from '../../channel.ts'
import type { Interest } from '../sift/act.ts'
import { createMemory } from '../sift/memory.ts'
import { batches, CUT, type Cut } from './batch.ts'
import { type BlueskyConfig, config } from './config.ts'
import { discover, test } from './find.ts'
import { attend, PACE, type Pace } from './line/index.ts'
import { createNames } from './names/names.ts'
import { hostOf, namesAt, sourceOf, startOf } from './source.ts'

/** The channel, at another pace, and asking for names elsewhere, where a test wants that. */
export function createBluesky(pace: Pace = PACE, cut: Cut = CUT, names: typeof namesAt = namesAt) {
  return defineChannel<BlueskyConfig>({
    id: 'bluesky',
    name: 'Bluesky',
    config,
    limits: { text: 300, media: 4 },
    inbox: false,
    keep: 'matched',
    listen: (account, host, cursor) => listen(account, host, cursor, { pace, cut, names }),
    test: (account, host) => test(account, host, pace),
    discover,
  })
}

export const bluesky = createBluesky()

async function* listen(
  account: Account<BlueskyConfig>,
  host: Host,
  cursor: string | undefined,
  { pace, cut, names: at }: { pace: Pace; cut: Cut; names: typeof namesAt },
): AsyncGenerator<Batch, void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([host.signal, stop.signal])
  const interest: Interest = {
    wanted: (text, lang, author) => host.wanted?.(text, lang, author) ?? true,
    known: (id) => host.known?.(id) ?? false,
    accounts: new Set(account.config.accounts),
  }
  const chunks = attend(await sourceOf(account, host), startOf(cursor), hostOf(host, signal), pace)
  const api = at(account.config)
  const names = api && createNames({ http: host.http, api, signal, now: () => host.now(), wait: pace.names })
  try {
    for await (const batch of batches(chunks, interest, createMemory(), cut)) {
      yield names ? { ...batch, activities: await names.name(batch.activities) } : batch
    }
  } finally {
    // Wakes whoever waits for the next chunk, so that leaving never waits for the network.
    stop.abort()
    await chunks.return()
  }
}
