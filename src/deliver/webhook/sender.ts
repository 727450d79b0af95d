import type { Handle } from '../../../lib/db/index.ts'
import type { SafeHttp } from '../../../lib/http/index.ts'
import { counter } from '../../../lib/metrics/index.ts'
import { type Rounds, startRounds } from '../../../lib/rounds/index.ts'
import type { Endpoint, Message, Sealing } from './endpoint.ts'
import { bodyOf, type PayloadDeps } from './payload.ts'
import { post } from './post.ts'
import {
  type Claim,
  claimEndpoints,
  forgetMessage,
  holdOn,
  letGo,
  nextMessage,
  noteFailed,
  noteTaken,
} from './queue.ts'
import { secretsOf } from './store.ts'

export interface WebhookDeps extends PayloadDeps {
  db: Handle
  http: SafeHttp
  sealing: Sealing
  log: { info(values: object, message: string): void; error(values: object, message: string): void }
  /** A claim outlasts one exchange; a process that dies leaves its endpoints for so long. Default 60,000. */
  leaseMs?: number
  /** Between two looks at what no notice told. Default 5,000. */
  lookEveryMs?: number
}

const AT_ONCE = 8
/** After so many an endpoint gives its place to others. */
const IN_ONE_GO = 200
const told = counter('veillee_webhooks_total', 'Tries to tell an endpoint, by what came of them', ['outcome'])

/** Tells endpoints what is lined up for them for as long as the worker runs; several processes take turns. */
export function startWebhooks(deps: WebhookDeps): Rounds {
  const running = new Set<Promise<void>>()
  const rounds = startRounds({
    look,
    everyMs: deps.lookEveryMs ?? 5_000,
    failed: (err) => deps.log.error({ err }, 'cannot look for what is to be told'),
  })

  async function look(signal: AbortSignal): Promise<void> {
    const free = AT_ONCE - running.size
    const endpoints = free > 0 ? await claimEndpoints(deps.db, free, deps.leaseMs ?? 60_000) : []
    for (const endpoint of endpoints) start(endpoint, signal)
  }

  function start(endpoint: Claim, signal: AbortSignal): void {
    const run: Promise<void> = serve(deps, endpoint, signal)
      .catch(
        (err) => !signal.aborted && deps.log.error({ endpoint: endpoint.id, err }, 'an endpoint stumbled'),
      )
      .then(() => {
        running.delete(run)
        rounds.wake()
      })
    running.add(run)
  }

  return {
    wake: rounds.wake,
    async stop() {
      await rounds.stop()
      await Promise.all(running)
    },
  }
}

/** One endpoint, one message after the other, until none is due or one is not taken. */
async function serve(deps: WebhookDeps, endpoint: Claim, signal: AbortSignal): Promise<void> {
  const leaseMs = deps.leaseMs ?? 60_000
  let claim = endpoint
  try {
    for (let n = 0; n < IN_ONE_GO && !signal.aborted; n++) {
      const message = await nextMessage(deps.db, endpoint)
      const held = message && (await holdOn(deps.db, claim, leaseMs))
      if (!held) return
      claim = held
      await tell(deps, endpoint, message, signal)
    }
  } finally {
    await letGo(deps.db, claim)
  }
}

async function tell(
  deps: WebhookDeps,
  endpoint: Endpoint,
  message: Message,
  signal: AbortSignal,
): Promise<void> {
  const body = await bodyOf(deps.db, deps, message)
  if (body === undefined) return forgetMessage(deps.db, message)
  const secrets = secretsOf(deps.sealing, endpoint, new Date())
  const answer = await post(deps.http, { url: endpoint.url, secrets }, { id: message.id, body }, signal)
  told.inc({ outcome: answer.ok ? 'taken' : 'failed' })
  if (answer.ok) return noteTaken(deps.db, message, answer)
  const ended = await noteFailed(deps.db, message, answer)
  if (ended) deps.log.error({ endpoint: endpoint.id, why: ended }, 'an endpoint was disabled')
}
