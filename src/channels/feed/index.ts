import { z } from 'zod'
import { defineChannel } from '../channel.ts'
import { discover } from './discover.ts'
import { type FeedConfig, get, nextReading, parse, read, recall } from './pull.ts'
import { ask, asking, hear, isTimeToAsk } from './websub.ts'

const config: z.ZodType<FeedConfig> = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .meta({ title: 'channel.feed.url', description: 'channel.feed.url.help' }),
})

/** RSS, Atom, RDF and JSON Feed, and the comment feeds of blogs; see README.md. */
export const feed = defineChannel<FeedConfig>({
  id: 'feed',
  name: 'channel.feed.name',
  config,
  limits: { text: 100_000, media: 20 },
  inbox: false,
  every: 900,
  async *pull(account, host, cursor) {
    const memory = yield* read(account, host, recall(cursor, account.config))
    if (!isTimeToAsk(memory, host)) return
    const asked = asking(memory, host)
    yield { activities: [], cursor: JSON.stringify(asked) }
    await ask(asked, host)
  },
  due: (account, cursor, now) => nextReading(recall(cursor, account.config), now),
  receive: async (account, request, host) => hear(recall(request.cursor, account.config), request, host),
  discover,
  async test(account, host) {
    parse(await get(account.config.url, host))
  },
})
