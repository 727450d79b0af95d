import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Conversation, ConversationChange } from '../../server/api.ts'
import { useCan, useMe } from '../app/session.ts'
import { useFormat } from '../lib/use-format.ts'
import { belongs } from './belongs.ts'
import { type Step, useChange } from './changes.ts'
import { useClosing } from './escalation/closing.ts'
import type { Ask, InboxState } from './inbox-state.ts'
import { relatedQuery } from './merge/queries.ts'
import { toJoin } from './merge/targets.ts'
import { useJoin } from './merge/use-join.ts'
import { afterLeaving, stepFrom, ticked } from './moves.ts'
import { conversationsQuery, membersQuery } from './queries.ts'
import { editRows, onceEach } from './rows.ts'
import { belongsToKept } from './view/bar.ts'
import { inboxViewsQuery } from './view/queries.ts'

const route = getRouteApi('/app/inbox')

/** Rows of the list, less those that a change of ours has taken out of the view. */
function useRows() {
  const search = route.useSearch()
  const me = useMe()
  const members = useQuery(membersQuery).data ?? []
  const myId = members.find((member) => member.userId === me.user.id)?.id
  const { zone } = useFormat()
  const options = conversationsQuery(search, zone)
  const list = useInfiniteQuery(options)
  const view = search.view ?? 'open'
  const kept = useQuery({ ...inboxViewsQuery, enabled: search.saved !== undefined }).data
  const saved = kept?.find(({ id }) => id === search.saved)
  const stays = useCallback(
    (row: Conversation) => (saved ? belongsToKept(row, saved, myId) : belongs(row, view, myId)),
    [saved, view, myId],
  )
  const touched = useRef(new Set<string>())
  const rows = useMemo(
    () =>
      // A search may bring one again by an older message as well.
      onceEach((list.data?.pages ?? []).flatMap((page) => page.items)).filter(
        (row) => search.q || !touched.current.has(row.id) || stays(row),
      ),
    [list.data, stays, search.q],
  )
  return { search, members, list, options, rows, touched }
}

function useSelection(rows: Conversation[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string>(undefined)
  const clear = useCallback(() => setSelected(new Set()), [])
  function toggle(id: string, range = false) {
    setSelected(ticked(rows, selected, id, range ? last.current : undefined))
    last.current = id
  }
  return { selected, toggle, clear }
}

/** Joins what is selected, or the same person's others, to what is open. */
function useJoining({
  search,
  rows,
  current,
  selected,
  canWrite,
  clear,
}: Pick<InboxState, 'search' | 'rows' | 'current' | 'selected' | 'canWrite'> & { clear(): void }) {
  const client = useQueryClient()
  const { join } = useJoin(search)
  return ({ related } = { related: false }) => {
    const others = current ? (client.getQueryData(relatedQuery(current).queryKey) ?? []) : []
    const wanted = toJoin(rows, related ? new Set() : selected, current, others)
    if (!wanted || !canWrite) return
    join(wanted.into, wanted.ids)
    clear()
  }
}

/** Goes from row to row: by one, with all on the way selected, or to what follows those that leave. */
function useMoves({
  search,
  rows,
  current,
  selected,
  toggle,
}: Pick<InboxState, 'search' | 'rows' | 'current' | 'selected' | 'toggle'>) {
  const navigate = useNavigate()
  const open = (id: string) =>
    navigate({
      to: '/inbox/$conversationId',
      params: { conversationId: id },
      search,
      replace: current !== undefined,
    })
  function step(by: 1 | -1) {
    const next = stepFrom(rows, current, by)
    if (next) open(next.id)
  }
  function extend(by: 1 | -1) {
    const next = stepFrom(rows, current, by)
    if (!next) return
    if (current && !selected.has(current)) toggle(current)
    toggle(next.id, current !== undefined)
    open(next.id)
  }
  function leave(ids: readonly string[]) {
    const next = current && ids.includes(current) ? afterLeaving(rows, current, ids) : undefined
    if (next) open(next.id)
  }
  return { step, extend, leave }
}

/** Puts together what the inbox needs: the list, what is selected, and how a change is made. */
export function useInboxPage() {
  const { search, members, list, options, rows, touched } = useRows()
  const { conversationId: current } = useParams({ strict: false })
  const client = useQueryClient()
  const canWrite = useCan('inbox:write')
  const { selected, toggle, clear } = useSelection(rows)
  const { step, extend, leave } = useMoves({ search, rows, current, selected, toggle })
  const [asked, setAsked] = useState<Ask | null>(null)
  const closing = useClosing()
  const send = useChange(members, closing.refused)
  const view = JSON.stringify(search)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection belongs to the list it was made in.
  useEffect(() => clear(), [view, clear])

  const targets = () => (selected.size > 0 ? [...selected] : current ? [current] : [])
  function closed(id: string) {
    touched.current.add(id)
    leave([id])
    editRows(client, new Map([[id, (talk) => ({ ...talk, status: 'done' })]]))
  }
  function change(to: ConversationChange, words: string) {
    const ids = targets()
    if (ids.length === 0 || !canWrite) return
    if (to.status === 'done' || to.snoozedUntil !== undefined) leave(ids)
    changeEach([{ ids, change: to }], words)
  }
  function changeEach(steps: Step[], words: string) {
    for (const id of steps.flatMap(({ ids }) => ids)) touched.current.add(id)
    if (canWrite && steps.length > 0) send(steps, words)
    clear()
  }
  function renew() {
    touched.current.clear()
    return client.resetQueries({ queryKey: options.queryKey })
  }
  const state: InboxState = {
    ...{
      search,
      rows,
      current,
      selected,
      canWrite,
      toggle,
      targets,
      change,
      changeEach,
      closed,
      step,
      extend,
    },
    clearSelection: clear,
    ask: (what) => targets().length > 0 && canWrite && setAsked(what),
    join: useJoining({ search, rows, current, selected, canWrite, clear }),
  }
  return { state, list, members, asked, closeAsked: () => setAsked(null), renew, closing, send }
}
