import { systemClock } from '../../lib/clock/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import type { Jobs } from '../../lib/jobs/index.ts'
import type { Log } from '../../lib/log/index.ts'
import { forgetAnswers, listWorkspaces } from '../access/index.ts'
import { ensureMonthsAhead, forgetUnused } from '../activity/index.ts'
import { forgetMessages } from '../deliver/index.ts'
import {
  dueAccounts,
  forgetDeliveries,
  forgetHours,
  forgetImportFiles,
  forgetSignIns,
  IMPORT_QUEUE,
  type ImportJob,
  lookAtSites,
  pageReader,
  resumeImports,
} from '../ingest/index.ts'
import { goOnRereading } from '../interpret/index.ts'
import { forgetVoices, linkHistory, recutHistory, watchAlarms, watchSources } from '../match/index.ts'
import {
  askCustomers,
  catchUpTime,
  followTiers,
  forgetDrafts,
  forgetHandOvers,
  forgetLooks,
  giveWhatWaits,
  stepApprovals,
  stepEscalations,
  stepPrivate,
  wakeSnoozed,
} from '../relate/inbox/index.ts'
import { forgetArchives } from '../relate/moderation/index.ts'
import { forgetNotices, forgetStoryKeys, tellAlarms, tellMembers } from '../relate/notice/index.ts'
import { forgetVisitors, mailAnswers, remindOfCalls, type SiteDeps } from '../relate/site/index.ts'
import { recountCourtesy, settleTime } from '../report/index.ts'
import type { Engine } from './engine.ts'
import { callForAlarm, goOnInTime, lookAtRoster } from './time.ts'
import type { Worker } from './worker.ts'

export interface ScheduleParts {
  db: Handle
  jobs: Jobs
  worker: Worker
  log: Log
  engine: Engine
  importsFolder: string
  sites: SiteDeps
  /** Where people reach the server: what links are made of. */
  publicUrl: string
}

interface Task {
  name: string
  /** Seconds. */
  every: number
  run(): Promise<unknown>
}

const HOUR = 3600
const DAY_MS = 86_400_000

/** All that happens by the clock, in one place. Each may run in several processes at once without harm. */
function tasks(parts: ScheduleParts, signal: AbortSignal): Task[] {
  const { db, jobs, worker, importsFolder } = parts
  // At its first turn nothing of this process is under way: what is unfinished was cut.
  let idle: number | undefined = 0
  return [
    { name: 'pull what is due', every: 5, run: () => pullDue(db, jobs) },
    { name: 'catch what no notice told', every: 10, run: () => worker.sweep() },
    {
      name: 'take up imports that were cut',
      every: 15,
      run: async () => {
        await takeUpImports(db, jobs, idle)
        idle = undefined
      },
    },
    {
      name: 'forget old files',
      every: 6 * HOUR,
      run: () => forgetImportFiles(db, importsFolder, new Date()),
    },
    { name: 'go on reading anew', every: 5, run: () => inEach(db, (_, id) => reread(parts, id)) },
    { name: 'cut history again where words changed', every: 10, run: () => inEach(db, recutHistory) },
    { name: 'link history to new alerts', every: 60, run: () => inEach(db, linkHistory) },
    { name: 'watch for what stands out', every: 5, run: () => inEach(db, watchAlarms) },
    { name: 'watch for sources that are dead', every: 60, run: () => inEach(db, watchSources) },
    ...lookouts(parts, signal),
    ...visits(parts, signal),
    { name: 'remind services', every: 60, run: () => inEach(db, stepEscalations) },
    { name: 'see after approvals', every: 15, run: () => inEach(db, approvals) },
    { name: 'tell of alarms that no notice told', every: 10, run: () => inEach(db, callingOfAlarms) },
    { name: 'forget old stories', every: HOUR, run: () => forgetStoryKeys(db, new Date()) },
    {
      name: 'forget what members were told',
      every: HOUR,
      run: () => forgetNotices(db, new Date(Date.now() - 90 * DAY_MS)),
    },
    { name: 'forget who spoke', every: HOUR, run: () => forgetVoices(db, new Date()) },
    { name: 'follow tiers of customers', every: 15, run: () => inEach(db, followTiers) },
    { name: 'reckon deadlines anew', every: 30, run: () => inEach(db, catchUpTime) },
    { name: 'go on in time', every: 5, run: () => goOnInTime(db, new Date()) },
    {
      name: 'ask customers how they found it',
      every: 15,
      run: () => inEach(db, (_, id, now) => askCustomers(db, id, now, parts)),
    },
    {
      name: 'go on from public to private',
      every: 3,
      run: () => inEach(db, (_, id, now) => stepPrivate(db, id, now, parts)),
    },
    { name: 'look for holes in rosters', every: 60, run: () => inEach(db, lookAtRoster) },
    { name: 'wake what was snoozed', every: 15, run: () => wakeSnoozed(db, new Date()) },
    { name: 'keep the months ahead ready', every: 6 * HOUR, run: () => ensureMonthsAhead(db, new Date()) },
    {
      name: 'forget old deliveries',
      every: HOUR,
      run: () => forgetDeliveries(db, new Date(Date.now() - DAY_MS)),
    },
    {
      name: 'forget files that no message took',
      every: HOUR,
      run: () => forgetUnused(db, new Date(Date.now() - DAY_MS)),
    },
    { name: 'give what waits for somebody', every: 15, run: () => inEach(db, giveWhatWaits) },
    {
      name: 'forget hand-overs',
      every: 6 * HOUR,
      run: () => forgetHandOvers(db, new Date(Date.now() - 7 * DAY_MS)),
    },
    {
      name: 'forget drafts that were left',
      every: 6 * HOUR,
      run: () => forgetDrafts(db, new Date(Date.now() - 90 * DAY_MS)),
    },
    { name: 'forget who looked', every: HOUR, run: () => forgetLooks(db, new Date(Date.now() - DAY_MS)) },
    {
      name: 'forget what endpoints were told',
      every: HOUR,
      run: () => forgetMessages(db, new Date(Date.now() - 30 * DAY_MS)),
    },
    { name: 'forget sign-ins that were left', every: HOUR, run: () => forgetSignIns(db, new Date()) },
    { name: 'judge courtesy anew', every: 60, run: () => inEach(db, recountCourtesy) },
    { name: 'forget when members worked', every: 6 * HOUR, run: () => settleTime(db, new Date()) },
    {
      name: 'let go of what was kept sealed long enough',
      every: HOUR,
      run: () => inEach(db, forgetArchives),
    },
    { name: 'forget old answers', every: HOUR, run: () => forgetAnswers(db, new Date()) },
  ]
}

/** What goes out to look at other people's pages. */
function lookouts({ db, engine, log }: ScheduleParts, signal: AbortSignal): Task[] {
  const looking = { db, http: engine.runner.http, log, now: systemClock.now, random: Math.random }
  const pages = pageReader(looking)
  return [
    { name: 'read pages that are watched', every: 10, run: () => pages.readDue(signal) },
    { name: 'look whether sites are up', every: 5, run: () => lookAtSites(looking, signal) },
    { name: 'forget how sites were long ago', every: 6 * HOUR, run: () => forgetHours(db, new Date()) },
  ]
}

/** What visitors of our own sites were promised: their answers by mail, and not to be kept for ever. */
function visits({ db, sites }: ScheduleParts, signal: AbortSignal): Task[] {
  return [
    {
      name: 'mail answers that visitors have not seen',
      every: 15,
      run: () => inEach(db, (_, id) => mailAnswers(sites, id, signal)),
    },
    {
      name: 'remind of calls that are near',
      every: 15,
      run: () => inEach(db, (_, id, now) => remindOfCalls(sites, id, now, signal)),
    },
    {
      name: 'forget old visitors',
      every: HOUR,
      run: () => inEach(db, (_, id, now) => forgetVisitors(sites, id, now)),
    },
  ]
}

/** In every workspace, whatever happens in another; what failed is told at the end. */
export async function inEach(
  db: Handle,
  run: (db: Handle, workspaceId: string, now: Date) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = []
  for (const { id } of await listWorkspaces(db)) {
    try {
      await run(db, id, new Date())
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new Error(`it failed in ${failures.length}`, { cause: failures[0] })
}

/** Tells of alarms; of a critical one, who is on call is called until somebody takes it. */
function callingOfAlarms(db: Handle, workspaceId: string, now: Date): Promise<void> {
  return tellAlarms(db, workspaceId, now, callForAlarm)
}

function reread({ db, engine }: ScheduleParts, workspaceId: string): Promise<void> {
  return goOnRereading(db, workspaceId, systemClock.now, engine.matchers.answering)
}

function takeUpImports(db: Handle, jobs: Jobs, idle?: number): Promise<number> {
  const runSoon = (job: ImportJob, key: string) => jobs.send(IMPORT_QUEUE, job, { key })
  return resumeImports(db, runSoon, { now: new Date(), ...(idle === undefined ? {} : { idle }) })
}

async function pullDue(db: Handle, jobs: Jobs): Promise<void> {
  for (const account of await dueAccounts(db, new Date()))
    await jobs.send('pull', account, { key: account.accountId })
}

/** Starts the clock; each task runs at once and then at its pace, never twice at the same time. */
export function startSchedule(parts: ScheduleParts): { stop(): Promise<void> } {
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  let stopped = false
  const stopping = new AbortController()

  function start(task: Task): void {
    const run: Promise<void> = task
      .run()
      .then(() => undefined)
      .catch((error) => {
        if (!stopped)
          parts.log.error({ task: task.name, err: error }, 'a scheduled task failed; it is tried again')
      })
      .finally(() => {
        running.delete(run)
        if (stopped) return
        const timer = setTimeout(() => {
          timers.delete(timer)
          start(task)
        }, task.every * 1000)
        timers.add(timer)
      })
    running.add(run)
  }

  for (const task of tasks(parts, stopping.signal)) start(task)
  return {
    async stop() {
      stopped = true
      stopping.abort()
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(running)
    },
  }
}

/** What nobody has judged is, who is concerned is told, and what ran out goes back to its author. */
function approvals(db: Handle, workspaceId: string, now: Date): Promise<number> {
  return stepApprovals(db, workspaceId, now, tellMembers)
}
