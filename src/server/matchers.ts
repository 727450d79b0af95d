import type { Handle } from '../../lib/db/index.ts'
import { listWorkspaces } from '../access/index.ts'
import { type Activity, type Answering, readGeneration, SAID } from '../activity/index.ts'
import type { PipelineDeps } from '../ingest/index.ts'
import {
  createMatcher,
  docOf,
  docOfRow,
  listListening,
  type Matcher,
  queryOf,
  readingOptions,
  toTokens,
} from '../match/index.ts'

interface Loaded {
  matcher: Matcher
  /** Of the alerts in it, at least. */
  generation: number
  turn: number
}

/** The live matcher of each workspace, kept as its alerts are; one that is not loaded yet wants everything. */
export class Matchers {
  readonly #db: Handle
  readonly #byWorkspace = new Map<string, Loaded>()
  #turns = 0

  constructor(db: Handle) {
    this.#db = db
  }

  /** Reads the alerts of a workspace again: at the start, and whenever one changed; `db` may be a transaction. */
  async load(workspaceId: string, db: Handle = this.#db): Promise<Matcher> {
    const turn = ++this.#turns
    const generation = await readGeneration(db, workspaceId)
    const matcher = createMatcher()
    const options = await readingOptions(db, workspaceId)
    for (const alert of await listListening(db, workspaceId)) {
      const parsed = queryOf(alert, options)
      if (parsed.ok) matcher.add(alert.id, parsed.query)
    }
    // A reading of what is newer, or begun later, may have come to its end before this one.
    const there = this.#byWorkspace.get(workspaceId)
    const late =
      there && (there.generation > generation || (there.generation === generation && there.turn > turn))
    if (!late) this.#byWorkspace.set(workspaceId, { matcher, generation, turn })
    return matcher
  }

  /** Reads those of every workspace again. */
  async loadAll(): Promise<void> {
    for (const workspace of await listWorkspaces(this.#db)) await this.load(workspace.id)
  }

  /** What is asked as posts are read otherwise than they were. */
  readonly answering: Answering = async (tx, workspaceId, generation) => {
    const there = this.#byWorkspace.get(workspaceId)
    const matcher = there && there.generation >= generation ? there.matcher : await this.load(workspaceId, tx)
    return (row) => matcher.match(docOfRow(row))
  }

  /** What the pipeline asks. */
  readonly steps: PipelineDeps['match'] = {
    tokens: (activity, reading, channel) => toTokens(docOf(activity, reading, channel)),
    alerts: (workspaceId, activity, reading, channel) =>
      alertsBy(this.#byWorkspace.get(workspaceId)?.matcher, activity, reading, channel),
    wanted: (workspaceId, text, author) =>
      this.#byWorkspace.get(workspaceId)?.matcher.wanted(text, author) ?? true,
    changing: {
      generation: (workspaceId) => this.#byWorkspace.get(workspaceId)?.generation,
      read: async (tx, workspaceId) => {
        const matcher = await this.load(workspaceId, tx)
        return (activity, reading, channel) => alertsBy(matcher, activity, reading, channel)
      },
    },
  }
}

function alertsBy(
  matcher: Matcher | undefined,
  activity: Activity,
  reading: Reading,
  channel: string,
): string[] {
  return isSaid(activity) ? (matcher?.match(docOf(activity, reading, channel)) ?? []) : []
}

/** Alerts are about what people say: neither orders nor likes, nor what we say ourselves. */
function isSaid(activity: Activity): boolean {
  return !activity.ours && (activity.verb === 'Update' || (SAID as readonly string[]).includes(activity.verb))
}

type Reading = Parameters<PipelineDeps['match']['tokens']>[1]
