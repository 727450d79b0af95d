import { counter } from '../../../../lib/metrics/index.ts'
import { type Rounds, startRounds } from '../../../../lib/rounds/index.ts'
import { contactsOf, permissionsOf } from '../../../access/index.ts'
import { getNotice } from '../letter/store.ts'
import type { NoticeDeps } from './deps.ts'
import { sendMail } from './mail-leg.ts'
import { sendPush } from './push-leg.ts'
import { claim, type Leg, ripen, settle, stumbled } from './queue.ts'

/** Legs that one process has in hand. */
const AT_ONCE = 6
/** Longer than a mail server may take to answer. */
const LEASE = 5 * 60_000
const left = counter('veillee_notices_total', 'Tries to tell a member, by way', ['way'])

/** Tells members what is due, for as long as the worker runs; several processes share the work. */
export function startNotices(deps: NoticeDeps): Rounds {
  return startRounds({
    async look(signal) {
      while (!signal.aborted && (await ripen(deps.db, deps.clock.now())) > 0);
      while (!signal.aborted) {
        const legs = await claim(deps.db, AT_ONCE, deps.leaseMs ?? LEASE)
        if (legs.length === 0) return
        await Promise.all(legs.map((leg) => send(deps, leg, signal)))
      }
    },
    everyMs: deps.lookEveryMs ?? 5_000,
    failed: (err) => deps.log.error({ err }, 'cannot look for what is to be told'),
  })
}

/** What goes wrong with one keeps no other waiting. */
async function send(deps: NoticeDeps, leg: Leg, signal: AbortSignal): Promise<void> {
  left.inc({ way: leg.way })
  try {
    const notice = await getNotice(deps.db, leg.workspace_id, leg.notice_id)
    const contacts = notice ? await contactsOf(deps.db, leg.workspace_id) : []
    const to = contacts.find((one) => one.memberId === notice?.member_id)
    // Who may read no alerts any more is told of none, whatever waited.
    if (!notice || !to || !permissionsOf(to.role).has('alerts:read')) {
      return await settle(deps.db, leg, 'dropped', 'no-member')
    }
    await (leg.way === 'mail' ? sendMail : sendPush)(deps, leg, { notice, to }, signal)
  } catch (err) {
    if (signal.aborted) return
    deps.log.error({ leg: leg.id, way: leg.way, err }, 'a notice stumbled; it is tried again')
    await stumbled(deps.db, leg).catch(() => undefined)
  }
}
