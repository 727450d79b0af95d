import type { z } from 'zod'
import { ChannelFailure } from '../../channel.ts'
import { type Client, statusesAt } from '../api/index.ts'
import { context, status, type WireStatus } from '../wire/wire.ts'

const TOGETHER = 20
const NOTHING = { ancestors: [], descendants: [] }

/** Statuses by their ids, many at once where the server can. */
export interface Lookup {
  /** Those that were found. */
  some(ids: string[]): Promise<Map<string, WireStatus>>
  /** Undefined where the server says that it is not there. */
  one(id: string): Promise<WireStatus | undefined>
  /** What stands above it, root first, and below it; empty where that cannot be told. */
  around(id: string): Promise<z.output<typeof context>>
  /** How many it is fair to ask for in one go. */
  most(): number
}

export function lookupOf(client: Client, room: () => Promise<void>): Lookup {
  let together = true
  const one = async (id: string) => {
    await room()
    const answer = await client.look(`/api/v1/statuses/${encodeURIComponent(id)}`)
    return answer && status.safeParse(answer.json).data
  }
  return {
    one,
    most: () => (together ? 300 : 60),
    async some(ids) {
      const found = new Map<string, WireStatus>()
      for (let start = 0; start < ids.length; start += TOGETHER) {
        const asked = ids.slice(start, start + TOGETHER)
        await room()
        const items = together ? await statusesAt(client, asked) : undefined
        if (items) for (const item of items) found.set(item.id, item)
        else {
          together = false
          for (const id of asked) {
            const item = await one(id)
            if (item) found.set(id, item)
          }
        }
      }
      return found
    },
    async around(id) {
      await room()
      try {
        const answer = await client.look(`/api/v1/statuses/${encodeURIComponent(id)}/context`)
        return context.safeParse(answer?.json).data ?? NOTHING
      } catch (error) {
        // A thread too long to be read is no reason to lose the message.
        if (error instanceof ChannelFailure && error.failure.kind === 'bad-response') return NOTHING
        throw error
      }
    },
  }
}
