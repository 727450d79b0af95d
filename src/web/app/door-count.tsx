import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { approvalCountsQuery } from '../approval/queries.ts'
import { countsQuery } from '../inbox/queries.ts'
import { useFormat } from '../lib/use-format.ts'
import { queueCountsQuery } from '../moderation/queue/queries.ts'
import { unreadQuery } from '../notice/queries.ts'
import { deliveryCountsQuery } from '../outbox/queries.ts'
import { DOORS, type Door } from './doors.ts'
import { useMe } from './session.ts'
import classes from './shell.module.css'

type Counted = 'inbox' | 'approvals' | 'outbox' | 'moderation' | 'notices'

const WORDS: Record<Counted, string> = {
  inbox: 'shell.open_count',
  approvals: 'shell.approve_count',
  outbox: 'shell.undecided_count',
  moderation: 'shell.judge_count',
  notices: 'shell.unread_count',
}

function isCounted(id: Door['id']): id is Counted {
  return id in WORDS
}

/** What waits behind each door for this person; only of doors that they may open. */
function useDoorCounts(): Record<Counted, number> {
  const { permissions } = useMe()
  const mine = (id: Counted) => {
    const can = DOORS.find((door) => door.id === id)?.can ?? null
    return can === null || permissions.includes(can)
  }
  const open = useQuery({ ...countsQuery, enabled: mine('inbox') }).data?.open
  const approve = useQuery({ ...approvalCountsQuery, enabled: mine('approvals') }).data?.toDecide
  // Nobody knows the end of it, or it was refused: a person decides.
  const sends = useQuery({ ...deliveryCountsQuery, enabled: mine('outbox') }).data
  const judge = useQuery({ ...queueCountsQuery, enabled: mine('moderation') }).data
  const unread = useQuery({ ...unreadQuery, enabled: mine('notices') }).data?.count
  return {
    inbox: open ?? 0,
    approvals: approve ?? 0,
    outbox: (sends?.unknown ?? 0) + (sends?.refused ?? 0),
    moderation: (judge?.todo ?? 0) + (judge?.split ?? 0),
    notices: unread ?? 0,
  }
}

/** How much waits behind a door; nothing where nothing does. */
export function DoorCount({ id }: { id: Door['id'] }) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const counts = useDoorCounts()
  if (!isCounted(id) || counts[id] === 0) return null
  return (
    <>
      {id === 'notices' && <span className={classes.dot} />}
      <span className={classes.count} title={t(WORDS[id], { count: counts[id] })}>
        {number(counts[id], { notation: 'compact' })}
      </span>
    </>
  )
}

/** Says on the bar that something is unread, or with `behind` that something waits behind the doors it has no room for. */
export function DoorDot({ behind }: { behind?: boolean }) {
  const { t } = useTranslation()
  const counts = useDoorCounts()
  const told: Counted[] = behind ? ['approvals', 'outbox', 'moderation'] : ['notices']
  const words = told.filter((id) => counts[id] > 0).map((id) => t(WORDS[id], { count: counts[id] }))
  if (words.length === 0) return null
  return (
    <>
      <span className={classes.dot} />
      <span className="hidden-visually"> {words.join(', ')}</span>
    </>
  )
}
