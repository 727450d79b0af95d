import type { Handle } from '../../../lib/db/index.ts'
import { type Activity, type Entry, saidBy } from '../../activity/index.ts'
import { identifier } from './normalise.ts'
import type { Passage, PipelineDeps } from './passage.ts'

/** People who were met here and whose account is deleted, with all that it said. */
export async function leaving(
  { items, workspaceId, channel }: Passage,
  deps: PipelineDeps,
  db: Handle,
): Promise<ReadonlySet<string>> {
  const ids = items.filter(({ activity }) => isFarewell(activity)).map(({ activity }) => activity.object.id)
  if (ids.length === 0 || !deps.met) return new Set()
  return new Set((await deps.met(db, workspaceId, channel, ids)).keys())
}

/** A Delete of each thing that somebody said whose account is deleted, so that whoever follows the stream lets it go. */
export async function farewells(passage: Passage, tx: Handle): Promise<Entry[]> {
  const { workspaceId, channel, items } = passage
  const entries: Entry[] = []
  for (const { activity, reading, personId } of items) {
    if (!isFarewell(activity) || !reading || !personId) continue
    const actorId = activity.object.id
    const said = await saidBy(tx, workspaceId, channel, { personId, actorId })
    const saying = items.filter((item) => item.activity.actor.id === actorId && item.activity.object.text)
    const ids = new Set([...said, ...saying.map((item) => item.activity.externalId)])
    for (const id of ids)
      entries.push({ activity: ofThing(activity, id), reading, tokens: '', alerts: [], personId })
  }
  return entries
}

function isFarewell({ verb, object }: Activity): boolean {
  return verb === 'Delete' && object.type === 'Person'
}

function ofThing(farewell: Activity, id: string): Activity {
  const externalId = identifier(`${id}#with ${farewell.externalId}`)
  return { ...farewell, externalId, object: { type: 'Note', id }, extra: undefined }
}
