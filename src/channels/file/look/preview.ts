import type { Activity } from '../../../activity/index.ts'
import { type FileLayout, readRows } from '../read.ts'
import type { Row, RowError } from '../row.ts'
import { type Mapped, type Plan, rowMapper } from '../rows/activity.ts'

const LINES = 20
const SHOWN = 300

/** One line as it would be imported: fields by name, or what is wrong with it. */
export interface PreviewLine {
  line: number
  fields: Record<string, string>
  error: RowError | null
}

/** The first lines of a file as they would be imported. */
export async function preview(layout: FileLayout, plan: Plan): Promise<PreviewLine[]> {
  const map = rowMapper(plan)
  const lines: PreviewLine[] = []
  for await (const { rows } of readRows(layout)) {
    for (const row of rows) {
      if (lines.length >= LINES) return lines
      lines.push(lineOf(row, map(row)))
    }
  }
  return lines
}

function lineOf(row: Row, mapped: Mapped): PreviewLine {
  if ('error' in mapped) return { line: row.line, fields: {}, error: mapped.error }
  return { line: row.line, fields: fieldsOf(mapped.activity), error: null }
}

function fieldsOf({ verb, externalId, published, actor, object, extra }: Activity): Record<string, string> {
  const fields = {
    verb,
    externalId,
    published: published.toISOString(),
    author: actor.name ?? actor.handle ?? '',
    authorHandle: actor.handle,
    authorId: actor.id,
    title: object.title,
    text: object.text,
    url: object.url,
    rating: object.rating,
    amount: object.amount,
    currency: object.currency,
    inReplyTo: object.inReplyTo,
    thread: object.thread,
    lang: object.lang,
    country: object.country,
    followers: actor.followers,
    channel: extra?.network as string | undefined,
  }
  const there = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(there.map(([name, value]) => [name, String(value).slice(0, SHOWN)]))
}
