import { z } from 'zod'
import { Problem } from '../../../lib/errors/index.ts'
import type { Live } from '../../../lib/live/index.ts'
import { gauge } from '../../../lib/metrics/index.ts'
import { type Context, type Route, route } from '../../access/index.ts'

/** Milliseconds between two signs of life; each also checks that the person may still be here. */
const HEARTBEAT = 20_000
const MOST_PER_MEMBER = 30
/** Milliseconds that a request may have taken until here, more than its sender could know. */
const ON_THE_WAY = 1000

export interface LiveParts {
  live: Live
  /** Throws when the one who asked is no longer let in. */
  recheck(context: Context): Promise<void>
  heartbeat?: number
}

/** `GET /live`: what changes in the workspace, as server-sent events `{k, id?}` named by their kind. */
export function liveRoute(parts: LiveParts): Route {
  const open = new Map<string, number>()
  gauge('veillee_live_connections', 'Open connections of server-sent events.', [], (it) => {
    it.set([...open.values()].reduce((sum, count) => sum + count, 0))
  })
  return route({
    method: 'get',
    path: '/live',
    summary: 'What changes in the workspace, as server-sent events',
    description:
      'Events are named by their kind (stream, conversation, account, import, alert, member, access) and carry {k, id?}. ' +
      'With `age`, events of that many milliseconds before come first, one for each kind, as {k, past: true}. ' +
      'After a cut, or when the reader was too slow, the event refetch says that some were missed.',
    tag: 'Live',
    can: 'member',
    query: z.strictObject({
      /** Milliseconds since the first answer that what is listened for is to complete. */
      age: z.coerce.number().int().min(0).max(86_400_000).optional(),
    }),
    async handler(context, { query: { age } }) {
      const { memberId } = context.principal
      const count = open.get(memberId) ?? 0
      if (count >= MOST_PER_MEMBER)
        throw new Problem('rate_limited', { status: 429, values: { seconds: 60 } })
      open.set(memberId, count + 1)
      const closed = () => {
        const left = (open.get(memberId) ?? 1) - 1
        if (left > 0) open.set(memberId, left)
        else open.delete(memberId)
      }
      const past = age === undefined ? 0 : age + ON_THE_WAY
      return new Response(eventStream(context, parts, closed, past), {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      })
    },
  })
}

/** Pulled by the reader: what it does not take waits in the subscription, whose queue is bounded. */
function eventStream(
  context: Context,
  parts: LiveParts,
  closed: () => void,
  past: number,
): ReadableStream<Uint8Array> {
  const { signal, headers } = context.request
  const subscription = parts.live.subscribe(context.workspaceId, past)
  const items = subscription[Symbol.asyncIterator]()
  const encode = (text: string) => new TextEncoder().encode(text)
  const leave = () => subscription.close()
  let timer: NodeJS.Timeout | undefined
  let sequence = 0
  function end(): void {
    clearInterval(timer)
    signal.removeEventListener('abort', leave)
    leave()
    closed()
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      signal.addEventListener('abort', leave, { once: true })
      // A reader that comes back cannot be told what it missed: notices are not kept.
      const again = headers.has('last-event-id')
      controller.enqueue(encode(`retry: 2000\n: hello\n\n${again ? event({ k: 'refetch' }, 0) : ''}`))
      timer = setInterval(() => {
        const alive = () =>
          (controller.desiredSize ?? 0) > 0 && controller.enqueue(encode(': still here\n\n'))
        parts.recheck(context).then(alive).catch(leave)
      }, parts.heartbeat ?? HEARTBEAT)
    },
    async pull(controller) {
      const { value, done } = await items.next()
      if (!done) return controller.enqueue(encode(event(value, ++sequence)))
      end()
      controller.close()
    },
    cancel: end,
  })
}

/** Kinds are our own words, but a newline in one would let it forge an event. */
function event(item: { k: string }, sequence: number): string {
  return `event: ${item.k.replaceAll(/[^a-z-]/g, '')}\nid: ${sequence}\ndata: ${JSON.stringify(item)}\n\n`
}
