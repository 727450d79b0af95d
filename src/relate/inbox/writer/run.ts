import type { Handle } from '../../../../lib/db/index.ts'
import type { Who } from '../../../access/index.ts'
import type { OutsideDeps, OutsideModel, WritingRequest } from '../../../interpret/index.ts'
import { endDraft, keepText } from './store.ts'

export interface RunDeps extends OutsideDeps {
  /** The pool, and not what a request holds: no connection waits while a model writes. */
  db: Handle
  now(): Date
  failed(error: unknown): void
}

export interface Job {
  workspaceId: string
  id: string
  who: Who
  model: OutsideModel
  request: WritingRequest
}

export interface Runs {
  /** Begins at once, and answers before it is done. */
  begin(job: Job): void
  /** Ends it where it runs here; where it runs elsewhere, its own next look ends it. */
  stop(id: string): void
  /** All that is under way has ended. */
  idle(): Promise<void>
}

/** How often what there is so far is kept, and whether somebody stopped it looked at, in milliseconds. */
const EVERY = 400

/** Drafts under way in this process. */
export function createRuns(deps: RunDeps): Runs {
  const stops = new Map<string, AbortController>()
  const running = new Set<Promise<void>>()

  async function run(job: Job, stop: AbortController): Promise<void> {
    const { workspaceId, id, who, model, request } = job
    let text = ''
    const look = async () => {
      if (!(await keepText(deps.db, workspaceId, id, text))) stop.abort()
    }
    const timer = setInterval(() => look().catch(deps.failed), EVERY)
    try {
      const written = await model.write(deps, request, {
        signal: stop.signal,
        progress: (soFar) => {
          text = soFar
        },
      })
      clearInterval(timer)
      await endDraft(deps.db, model, { workspaceId, id, who, now: deps.now() }, written)
    } finally {
      clearInterval(timer)
      stops.delete(id)
    }
  }

  return {
    begin(job) {
      const stop = new AbortController()
      stops.set(job.id, stop)
      const one: Promise<void> = run(job, stop)
        .catch(deps.failed)
        .finally(() => running.delete(one))
      running.add(one)
    },
    stop(id) {
      stops.get(id)?.abort()
    },
    async idle() {
      await Promise.all(running)
    },
  }
}
