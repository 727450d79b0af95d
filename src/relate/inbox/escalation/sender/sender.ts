import { counter } from '../../../../../lib/metrics/index.ts'
import { type Rounds, startRounds } from '../../../../../lib/rounds/index.ts'
import type { SenderDeps } from './deps.ts'
import { makeIssue } from './issue-leg.ts'
import { sendMail, tellMember } from './mail-leg.ts'
import { claim, type Leg, stumbled } from './queue.ts'

/** Legs that one process has in hand. */
const AT_ONCE = 4
/** Longer than a mail server may take to answer. */
const LEASE = 5 * 60_000
const left = counter('veillee_escalations_total', 'Tries to reach a service, by way', ['way'])

/** Sends what is due to services, for as long as the worker runs; several processes share the work. */
export function startEscalations(deps: SenderDeps): Rounds {
  return startRounds({
    everyMs: deps.lookEveryMs ?? 10_000,
    failed: (err) => deps.log.error({ err }, 'cannot look for what services are to get'),
    look: async (signal) => {
      while (!signal.aborted) {
        const legs = await claim(deps.db, AT_ONCE, deps.leaseMs ?? LEASE, deps.clock.now())
        if (legs.length === 0) break
        await Promise.all(legs.map((leg) => send(deps, leg, signal)))
      }
    },
  })
}

/** What goes wrong with one keeps no other waiting. */
async function send(deps: SenderDeps, leg: Leg, signal: AbortSignal): Promise<void> {
  left.inc({ way: leg.kind })
  try {
    if (leg.what === 'tell') await tellMember(deps, leg)
    else await (leg.kind === 'mail' ? sendMail : makeIssue)(deps, leg, signal)
  } catch (err) {
    if (signal.aborted) return
    deps.log.error(
      { leg: leg.id, what: leg.what, err },
      'what a service is to get stumbled; it is tried again',
    )
    await stumbled(deps.db, leg, deps.clock.now()).catch(() => undefined)
  }
}
