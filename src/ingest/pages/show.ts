import { uuidv7 } from 'uuidv7'
import type { Handle } from '../../../lib/db/index.ts'
import { compare, wordsIn } from './diff/diff.ts'
import { addVersion, askToRead, createPage, getPage, type NewPage, noteLook } from './store.ts'

/** A page of the demonstration: shown with what it said, and read by nobody. */
export async function showPage(
  tx: Handle,
  workspaceId: string,
  page: Pick<NewPage, 'url' | 'name' | 'kind' | 'every' | 'assignee_id'>,
  versions: { seen: Date; text: string }[],
): Promise<void> {
  const first = versions[0]?.seen ?? new Date(0)
  const rest = { part_kind: null, part: null, ignore: [], robots: true, days: 7 }
  const id = await createPage(tx, workspaceId, { ...page, ...rest }, first)
  const row = await getPage(tx, workspaceId, id)
  let before: { id: string; text: string } | undefined
  for (const { seen, text } of versions) {
    const { added, removed, share } = compare(before?.text ?? '', text)
    const own = { workspace_id: workspaceId, page_id: id, id: uuidv7(), seen, title: page.name, text }
    const counts = before ? { added, removed, share } : { added: 0, removed: 0, share: 0 }
    await addVersion(tx, { ...own, words: wordsIn(text), ...counts })
    if (before) await askToRead(tx, row, { from: before.id, to: own.id, now: seen })
    before = own
  }
  const last = versions.at(-1)?.seen ?? first
  await noteLook(tx, row, { looked: last, title: page.name, next_look: null })
}
