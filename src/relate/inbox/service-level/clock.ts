import type { Span } from '../../../../lib/hours/index.ts'

/** What a target is set for: the first answer, each later one, and the end of the matter. */
export const KINDS = ['first', 'next', 'resolution'] as const
export type Kind = (typeof KINDS)[number]

/** How a conversation stands, as its own row says. */
export interface Standing {
  status: string
  firstAt: Date
  firstAnswerAt: Date | null
  lastAt: Date
  waitingSince: Date | null
}

/** A message that has just come in or left. */
export interface Said {
  at: Date
  ours: boolean
}

/** What runs in a conversation. A kind that does not run is null. */
export interface Running {
  first: Date | null
  next: Date | null
  /** Kept when it is closed: it goes on if the same matter is taken up again. */
  resolution: Date | null
  closed: Date | null
  /** While it is put away and nobody waits for us, the end of the matter is not ours to bring about. */
  pauses: { from: Date; to: Date | null }[]
  /** A wait that was closed without an answer: it may be answered still. */
  left: Wait | null
}

export interface Wait {
  kind: 'first' | 'next'
  began: Date
}

/** How a span ended: by an answer, by closing the conversation, or (of an answer) closed without one. */
export interface Ended {
  kind: Kind
  began: Date
  ended: Date
  by: 'answer' | 'done' | 'unanswered'
}

export interface Moved {
  running: Running
  ended: Ended[]
  /** What runs again though it had ended. */
  again: { kind: Kind; began: Date }[]
}

/** Beyond so many, putting a conversation away does not stop its time any more. */
const MOST_PAUSES = 50

export const STOPPED: Running = {
  first: null,
  next: null,
  resolution: null,
  closed: null,
  pauses: [],
  left: null,
}

/**
 * What runs in a conversation after something happened, and what has ended by it. Answers are waited for at every hour of
 * the conversation's life, put away or not: who waits does not know of it.
 */
export function moved(
  was: Running | undefined,
  standing: Standing,
  heard: readonly Said[],
  now: Date,
): Moved {
  const { status } = standing
  if (status !== 'open' && status !== 'snoozed' && status !== 'done') {
    return { running: STOPPED, ended: [], again: [] }
  }
  const said = [...heard].sort((a, b) => a.at.getTime() - b.at.getTime())
  const answers = answering(was, standing, said, now)
  const matter = resolving(was ?? STOPPED, standing, said, now)
  return {
    running: { ...answers.running, ...matter.running },
    ended: [...answers.ended, ...matter.ended],
    again: [...answers.again, ...matter.again],
  }
}

function waitOf({ first, next }: Running): Wait | null {
  if (first) return { kind: 'first', began: first }
  return next ? { kind: 'next', began: next } : null
}

function same(one: Wait | null, other: Wait | null): boolean {
  return one?.kind === other?.kind && one?.began.getTime() === other?.began.getTime()
}

type Answers = Pick<Running, 'first' | 'next' | 'left'>

function answering(was: Running | undefined, standing: Standing, said: readonly Said[], now: Date) {
  const { status, waitingSince, firstAnswerAt } = standing
  const { wait: walked, ended } = walk(was, standing, said)
  const live = status !== 'done'
  const wanted: Wait | null =
    waitingSince && live ? { kind: firstAnswerAt ? 'next' : 'first', began: waitingSince } : null
  const left = was?.left ?? null
  const running = (wait: Wait | null, rest: Wait | null): Answers => ({
    first: wait?.kind === 'first' ? wait.began : null,
    next: wait?.kind === 'next' ? wait.began : null,
    left: rest,
  })
  if (wanted) {
    const others = ended.filter((one) => !(one.kind === wanted.kind && +one.began === +wanted.began))
    // What was waited for before this wait has ended, though nobody saw how.
    if (walked && !same(walked, wanted) && walked.began < wanted.began) {
      others.push(endOf(walked, standing, wanted.began))
    }
    return { running: running(wanted, null), ended: others, again: same(walked, wanted) ? [] : [wanted] }
  }
  if (walked && waitingSince) {
    ended.push({ ...walked, ended: now, by: 'unanswered' })
    return { running: running(null, walked), ended, again: [] }
  }
  if (walked) ended.push(endOf(walked, standing, now))
  else if (left && !waitingSince) {
    const by = said.find((one) => one.ours && one.at >= left.began)
    ended.push(by ? { ...left, ended: by.at, by: 'answer' } : endOf(left, standing, now))
    return { running: running(null, null), ended, again: [] }
  }
  return { running: running(null, left), ended, again: [] }
}

/** Goes from message to message: several of one conversation may come at once. */
function walk(was: Running | undefined, { firstAt, firstAnswerAt }: Standing, said: readonly Said[]) {
  const ended: Ended[] = []
  let wait = was ? waitOf(was) : null
  let answered = was
    ? !was.first && firstAnswerAt !== null && !said.some((one) => +one.at === +firstAnswerAt)
    : false
  // Filed as a whole, or before its time was kept.
  if (!was && said.length === 0 && firstAnswerAt) {
    ended.push({ kind: 'first', began: firstAt, ended: firstAnswerAt, by: 'answer' })
  }
  for (const { at, ours } of said) {
    if (!ours) wait ??= { kind: answered ? 'next' : 'first', began: at }
    else {
      if (wait && at >= wait.began) {
        ended.push({ ...wait, ended: at, by: 'answer' })
        wait = null
      }
      answered ||= at >= firstAt
    }
  }
  return { wait, ended }
}

/** The end of a wait that nobody saw: the first answer is known, a later one is at the latest the last message. */
function endOf(wait: Wait, { firstAnswerAt, lastAt }: Standing, now: Date): Ended {
  const known = wait.kind === 'first' ? firstAnswerAt : lastAt
  const ended = known && known >= wait.began && known <= now ? known : now
  return { ...wait, ended, by: 'answer' }
}

type Matter = Pick<Running, 'resolution' | 'closed' | 'pauses'>

function resolving(
  was: Running,
  { status, firstAt, waitingSince }: Standing,
  said: readonly Said[],
  now: Date,
) {
  const ended: Ended[] = []
  const again: { kind: Kind; began: Date }[] = []
  let { resolution: began, closed, pauses } = was
  if (status === 'done') {
    if (began && !closed) {
      ended.push({ kind: 'resolution', began, ended: now, by: 'done' })
      pauses = resumed(pauses, now)
      closed = now
    }
    return { running: { resolution: began, closed, pauses } satisfies Matter, ended, again }
  }
  if (!began) began = said.find((one) => !one.ours)?.at ?? waitingSince ?? firstAt
  else if (closed && waitingSince && waitingSince > closed) {
    // They wrote again after it was closed: another matter.
    ;[began, closed, pauses] = [waitingSince, null, []]
  } else if (closed) {
    again.push({ kind: 'resolution', began })
    pauses = [...pauses, { from: closed, to: now }]
    closed = null
  }
  const paused = pauses.at(-1)?.to === null
  const pauses2 = status === 'snoozed' && !waitingSince
  if (pauses2 && !paused && pauses.length < MOST_PAUSES) pauses = [...pauses, { from: now, to: null }]
  if (!pauses2 && paused) pauses = resumed(pauses, waitingSince && waitingSince < now ? waitingSince : now)
  return { running: { resolution: began, closed, pauses } satisfies Matter, ended, again }
}

function resumed(pauses: Running['pauses'], at: Date): Running['pauses'] {
  const last = pauses.at(-1)
  if (last?.to !== null || !last) return pauses
  return [...pauses.slice(0, -1), { from: last.from, to: at < last.from ? last.from : at }]
}

/** Whole pauses as spans, in order; undefined while one goes on. */
export function wholePauses(pauses: Running['pauses']): Span[] | undefined {
  const spans: Span[] = []
  for (const { from, to } of pauses) {
    if (to === null) return undefined
    const last = spans.at(-1)
    const start = Math.max(from.getTime(), last?.to ?? Number.NEGATIVE_INFINITY)
    if (to.getTime() > start) spans.push({ from: start, to: to.getTime() })
  }
  return spans
}
