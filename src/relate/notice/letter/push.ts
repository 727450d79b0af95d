import { translate } from '../../../../lib/i18n/index.ts'
import { paceOf } from '../decide/plan.ts'
import type { Push } from '../push/post.ts'
import type { Item } from './content.ts'
import { lineOf, type Reader, textOf } from './line.ts'

/** What a device shows of a notice. */
export function pushOf(
  notice: { id: string; slot: string; items: number; more: number; urgent: boolean },
  items: readonly Item[],
  reader: Reader,
): Push | undefined {
  const lines = items.map((item) => lineOf(item, reader))
  const [first] = lines
  if (!first) return undefined
  const base = { path: `/notices/${notice.id}`, tag: notice.id.replaceAll('-', ''), urgent: notice.urgent }
  const said = [textOf(first.pieces), first.after].filter(Boolean).join(' · ')
  if (notice.items === 1) return { ...base, title: first.title, body: said }
  const when = paceOf(notice.slot) === 'morning' ? 'kind.morning' : 'kind.hour'
  const count = translate(reader.locale, 'notice:subjects', { count: notice.items })
  return {
    ...base,
    title: `${translate(reader.locale, `notice:${when}`)} – ${count}`,
    body: `${first.title} – ${said}`,
  }
}
