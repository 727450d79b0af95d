import { type RawBuilder, sql } from 'kysely'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { CLEARED } from '../gate/gate.ts'
import type { Delivery } from '../outbox/delivery.ts'
import { shareStop } from '../stop/store.ts'

/** `since`: milliseconds since its first try, `quiet` since its last one ended, by the clock of the database. */
export type Claimed = Delivery & { since: number; quiet: number }

export interface Claiming {
  seat: number
  /** At most. */
  most: number
  perAccount: number
  /** Milliseconds. */
  lease: number
}

/**
 * Takes what is due for one worker: accounts in the order in which they last had a turn, from each no more than it may
 * have in hand, whatever the others hold. An account is dealt with by one worker at a time, so that two never count the
 * same free places: one that was served between our look and our lock waits for the next look (a locked row is as it is
 * now, what is counted beside it as it was). Nothing is taken where sending is stopped, nor any words but those that were
 * let through: whoever put them there, and by whatever door.
 */
export function claim(db: Handle, claiming: Claiming): Promise<Claimed[]> {
  return inTransaction(db, async (tx) => {
    await shareStop(tx)
    const { rows } = await sql<Claimed>`
      with seen as materialized (
        select workspace_id, account_id, served, free from outbox_account as account cross join lateral (
          select case when account.failures > 0 then 1 else ${claiming.perAccount}::int end - (
            select count(*) from delivery
            where delivery.workspace_id = account.workspace_id and delivery.account_id = account.account_id
              and delivery.state = 'sending') as free) as places cross join lateral (
          select from delivery
          where delivery.workspace_id = account.workspace_id and delivery.account_id = account.account_id
            and delivery.state = 'waiting' and delivery.next_try <= now() and ${CLEARED} limit 1) as due
        where blocked is null and (wait_until is null or wait_until <= now()) and free > 0
          and not exists (select 1 from outbox_stop as stop
            where stop.workspace_id in (account.workspace_id, '00000000-0000-0000-0000-000000000000'))),
      turn as materialized (
        select account.workspace_id, account.account_id, free from seen join outbox_account as account
          on account.workspace_id = seen.workspace_id and account.account_id = seen.account_id
            and account.served = seen.served
        where blocked is null and (wait_until is null or wait_until <= now())
        order by account.served, account.account_id limit ${claiming.most} for update of account skip locked),
      picked as materialized (
        select due.workspace_id, due.id, due.account_id from turn cross join lateral (
          select workspace_id, id, account_id from delivery
          where delivery.workspace_id = turn.workspace_id and delivery.account_id = turn.account_id
            and delivery.state = 'waiting' and delivery.next_try <= now() and ${CLEARED}
          order by next_try, id limit turn.free for update skip locked) as due
        limit ${claiming.most}),
      served as (
        update outbox_account set served = clock_timestamp()
        from (select distinct workspace_id, account_id from picked) as took
        where outbox_account.workspace_id = took.workspace_id and outbox_account.account_id = took.account_id)
      update delivery set state = 'sending', claim = ${claiming.seat}, lease = ${inMs(claiming.lease)},
        first_try = coalesce(first_try, now()), begun = false
      from picked where delivery.workspace_id = picked.workspace_id and delivery.id = picked.id
      returning delivery.*, (extract(epoch from now() - delivery.first_try) * 1000)::float8 as since,
        (extract(epoch from now() - coalesce(delivery.last_try, now())) * 1000)::float8 as quiet`.execute(tx)
    return rows
  })
}

/** So many milliseconds from now, by the clock of the database. */
export function inMs(milliseconds: number): RawBuilder<unknown> {
  return sql`now() + ${milliseconds} * interval '1 millisecond'`
}

/**
 * Says that deliveries are about to reach the network, at the last moment at which they can still be held: those that
 * another worker has taken over meanwhile, or may take over by now, or that were stopped, are left out of the answer.
 */
export function begin(
  db: Handle,
  seat: number,
  rows: readonly Pick<Delivery, 'workspace_id' | 'id'>[],
  lease: number,
): Promise<Set<string>> {
  return inTransaction(db, async (tx) => {
    await shareStop(tx)
    const given = rows.map(({ workspace_id, id }) => ({ workspace_id, id }))
    const { rows: begun } = await sql<{ id: string }>`
      update delivery set begun = true, last_try = clock_timestamp(), lease = ${inMs(lease)}
      from json_to_recordset(${JSON.stringify(given)}::json) as mine (workspace_id uuid, id uuid)
      where delivery.workspace_id = mine.workspace_id and delivery.id = mine.id
        and delivery.state = 'sending' and delivery.claim = ${seat} and delivery.lease > now()
        and not exists (select 1 from outbox_stop as stop
          where stop.workspace_id in (delivery.workspace_id, '00000000-0000-0000-0000-000000000000'))
      returning delivery.id`.execute(tx)
    return new Set(begun.map((row) => row.id))
  })
}
