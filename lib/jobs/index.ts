import { PgBoss } from 'pg-boss'

export interface Jobs {
  /** Makes the queue if needed and works on it; `handle` throws to have the job tried again. */
  work<T extends object>(
    name: string,
    handle: (data: T, signal: AbortSignal) => Promise<void>,
    options?: WorkOptions,
  ): Promise<void>
  /** Enqueues; with `key`, nothing more while a job of that key waits. */
  send(name: string, data: object, options?: { key?: string; after?: number }): Promise<void>
  stop(): Promise<void>
}

export interface WorkOptions {
  /** Jobs at once in this process, default 1. */
  concurrency?: number
  /** Seconds that a job may last at most, default 900. */
  expireIn?: number
}

/** Seconds between two looks for jobs whose process died. */
const SUPERVISE = 10

/** A job whose process has given no sign of life for `heartbeatSeconds` is taken up by another, however long it may last. */
const QUEUE = { retryLimit: 3, retryDelay: 30, retryBackoff: true, heartbeatSeconds: 30 }

/**
 * Jobs in PostgreSQL by pg-boss, in a schema of its own. A queue holds at most one waiting and one active job a key.
 * @param onError is told of what went wrong between the queue and the database
 */
export async function startJobs(url: string, onError: (error: unknown) => void): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    schema: 'jobs',
    application_name: 'veillee-jobs',
    superviseIntervalSeconds: SUPERVISE,
    monitorIntervalSeconds: SUPERVISE,
  })
  boss.on('error', onError)
  await boss.start()
  const known = new Set<string>()
  const stopping = new AbortController()

  async function ensureQueue(name: string): Promise<void> {
    if (known.has(name)) return
    await boss.createQueue(name, { policy: 'stately', ...QUEUE })
    known.add(name)
  }

  return {
    async work(name, handle, options = {}) {
      await ensureQueue(name)
      // Whoever only sends may have made the queue before, and does not know how long its jobs take.
      await boss.updateQueue(name, { ...QUEUE, expireInSeconds: options.expireIn ?? 900 })
      const settings = { pollingIntervalSeconds: 1, batchSize: 1 }
      for (let worker = 0; worker < (options.concurrency ?? 1); worker++) {
        await boss.work(name, settings, async ([job]) => {
          if (!job) return
          try {
            await handle(job.data as never, stopping.signal)
          } catch (error) {
            onError(new Error(`a job of ${name} failed; it is tried again`, { cause: error }))
            throw error
          }
        })
      }
    },
    async send(name, data, options = {}) {
      await ensureQueue(name)
      await boss.send(name, data, {
        ...(options.key ? { singletonKey: options.key } : {}),
        ...(options.after ? { startAfter: options.after } : {}),
      })
    },
    async stop() {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 2000, close: true })
    },
  }
}
