import { sql } from 'kysely'
import { Problem } from '../../../../lib/errors/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { getActivities } from '../../../activity/index.ts'
import type { SiteDeps } from '../deps.ts'
import { linkTo } from '../door/link.ts'
import type { Site } from '../door/site.ts'
import { BY_LINK } from '../visitor/holder.ts'
import { itemsAfter, type Visitor } from '../visitor/store.ts'
import { lineOf, mail } from './letter.ts'

/** To one visitor: what they wrote themselves would else reach any address, over and over. */
const MOST = 3
const PATIENCE = 30_000

/** Where a visitor finds their conversation again, from anywhere. */
export function talkUrl(
  { publicUrl, secretOf }: Pick<SiteDeps, 'publicUrl' | 'secretOf'>,
  site: Site,
  visitorId: string,
) {
  return `${publicUrl}/site/${site.publicId}/talk/${BY_LINK}${linkTo(secretOf('talk'), visitorId)}`
}

/**
 * Mails what was said to the address that a visitor left. Only what one of ours has taken part in, so that nobody has us
 * carry their words to strangers.
 * @throws Problem `site_no_email`, `site_not_answered`, `site_transcripts`, `mail_no_way`, `mail_failed`
 */
export async function askTranscript(deps: SiteDeps, site: Site, visitor: Visitor): Promise<void> {
  const { db, clock } = deps
  const { workspaceId } = site
  if (!visitor.email) throw new Problem('site_no_email', { status: 422 })
  const items = await itemsAfter(db, workspaceId, visitor.id, 0, 1_000)
  if (!items.some((item) => item.ours)) throw new Problem('site_not_answered', { status: 409 })
  const way = await deps.mailWay(db, workspaceId)
  if (!way) throw new Problem('mail_no_way', { status: 409 })
  // Counted before it leaves: of many asked for at once no more leave than may.
  const { numAffectedRows } = await sql`
    update site_visitor set transcripts = transcripts + 1
    where workspace_id = ${workspaceId} and id = ${visitor.id} and transcripts < ${MOST}`.execute(db)
  if (!numAffectedRows) throw new Problem('site_transcripts', { status: 429, values: { most: MOST } })
  const found = await getActivities(
    db,
    workspaceId,
    items.map((item) => item.activity_id),
  )
  const zone = visitor.zone ?? site.config.zone
  const lines = found
    .filter((one) => !one.deleted)
    .sort((a, b) => a.published.getTime() - b.published.getTime())
    .map(({ ours, published, text }) => lineOf(visitor.lang, { ours, at: published, text: text ?? '', zone }))
  const values = { site: site.name, url: talkUrl(deps, site, visitor.id) }
  const ended = await mail(
    deps,
    way,
    {
      id: `${visitor.id}.t${visitor.transcripts}`,
      to: { name: visitor.name, address: visitor.email },
      subject: translate(visitor.lang, 'site:mail.transcript_subject', values),
      text: [...lines, translate(visitor.lang, 'site:mail.foot', values)].join('\n\n'),
      at: clock.now(),
    },
    AbortSignal.timeout(PATIENCE),
  )
  if (ended === 'sent') return
  throw new Problem('mail_failed', { status: 502, ours: false, values: { words: ended } })
}
