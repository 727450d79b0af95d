import { sql } from 'kysely'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import { hasWords, LOCALES, type Locale, translate } from '../../../../../lib/i18n/index.ts'
import { VARIABLES, variableOf } from '../../saved/variables.ts'
import type { PrivateTables } from '../tables.ts'
import { KINDS, type Kind, type Lines, type Setting, settingSchema } from './lines.ts'

const MOST = 12

/** Ours, until a workspace writes its own. */
export function ownLines(): Lines {
  return Object.fromEntries(LOCALES.map((lang) => [lang, linesOf(lang)]))
}

function linesOf(lang: Locale): Lines[string] {
  const of = (kind: Kind) =>
    Array.from({ length: MOST }, (_, n) => `private:${kind}_${n + 1}`)
      .filter((key) => hasWords(lang, key))
      // A template of ours is words to the translator: its own variables stay as they are.
      .map((key) => inOwnNames(lang, translate(lang, key, { skipInterpolation: 1 })))
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Lines[string]
}

/** Variables as people of that language write them. */
function inOwnNames(lang: Locale, line: string): string {
  return line.replace(/\{\{(\w+)/g, (whole, name: string) => {
    const id = variableOf(name)
    return id ? `{{${VARIABLES[id][lang === 'fr' ? 1 : 0]}` : whole
  })
}

export async function privateSetting(db: Handle, workspaceId: string): Promise<Setting> {
  const row = await tables<PrivateTables>(db)
    .selectFrom('private_setting')
    .select('setting')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  const kept = settingSchema.safeParse(row?.setting)
  if (!kept.success) return { lines: ownLines(), hours: 72, siteId: null, mailId: null }
  return { ...kept.data, lines: withMail(kept.data.lines) }
}

/** Who has written no line that asks for a mail has ours, in the languages that they speak. */
export function withMail(lines: Lines): Lines {
  if (Object.values(lines).some(({ mail }) => mail.length > 0)) return lines
  const own = ownLines()
  return Object.fromEntries(
    Object.entries(lines).map(([lang, said]) => [lang, { ...said, mail: own[lang]?.mail ?? [] }]),
  )
}

export async function keepPrivateSetting(tx: Handle, workspaceId: string, setting: Setting): Promise<void> {
  await sql`
    insert into private_setting (workspace_id, setting) values (${workspaceId}, ${JSON.stringify(setting)})
    on conflict (workspace_id) do update set setting = excluded.setting`.execute(tx)
}
