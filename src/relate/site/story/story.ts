import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { getAccount, ingest, type PipelineDeps } from '../../../ingest/index.ts'
import { wordsOf } from '../call-back/booking.ts'
import { freeSlots } from '../call-back/slots.ts'
import { book } from '../call-back/store.ts'
import { type Site, siteOf } from '../door/site.ts'
import { answersIn, textOf } from '../form/form.ts'
import { createForm, type Form, getForm, keepSubmission } from '../form/store.ts'
import { type Saying, speak } from '../visitor/speak.ts'
import { meetVisitor, type Visitor } from '../visitor/store.ts'

/** What a visitor of a site did in a story; `at`: when they began. */
export interface Episode {
  at: Date
  name: string
  email: string
  page: string
  /** What was said in turn, theirs and ours, so many minutes after. */
  talk?: readonly { ours?: boolean; minutes: number; text: string }[]
  /** What they filled in, by field. */
  filled?: Record<string, string>
  /** They asked to be called, at the nth time that was free. */
  call?: { phone: string; about: string; nth: number }
}

export interface Story {
  form: Pick<Form, 'name' | 'fields' | 'thanks'>
  episodes: readonly Episode[]
  /** Whoever answers for the site. */
  us: string
}

interface Telling {
  tx: Handle
  site: Site
  pipeline: PipelineDeps
  form: Form
  us: string
}

/**
 * Brings the visitors of a story into a site through the pipeline, each when it was; of the calls in it nobody is told, for
 * nothing leaves a story.
 */
export async function tellStory(
  tx: Handle,
  { workspaceId, accountId, pipeline }: { workspaceId: string; accountId: string; pipeline: PipelineDeps },
  { form, episodes, us }: Story,
): Promise<void> {
  const site = siteOf(await getAccount(tx, workspaceId, accountId))
  const first = episodes[0]?.at ?? pipeline.now()
  const id = await createForm(tx, workspaceId, { ...form, account_id: accountId }, first)
  const telling = { tx, site, pipeline, us, form: await getForm(tx, workspaceId, id) }
  for (const [n, one] of episodes.entries()) {
    const { at, name, email, page } = one
    const secret = createHash('sha256').update(`${workspaceId} ${accountId} ${n}`).digest('base64url')
    const facts = { name, email, page, lang: 'fr' as const, zone: site.config.zone }
    const visitor = await meetVisitor(tx, site, secret, facts, at)
    if (one.talk) await talk(telling, visitor, one.talk, at)
    if (one.filled) await fillIn(telling, visitor, one.filled, at)
    if (one.call) await askForCall(telling, visitor, one.call, at)
  }
}

function say({ tx, site, pipeline }: Telling, visitor: Visitor, at: Date, said: Saying) {
  return speak({ db: tx, pipeline: { ...pipeline, now: () => at } }, site, visitor, said)
}

async function talk(
  telling: Telling,
  visitor: Visitor,
  lines: NonNullable<Episode['talk']>,
  from: Date,
): Promise<void> {
  let theirs = ''
  for (const [n, { ours, minutes, text }] of lines.entries()) {
    const at = new Date(from.getTime() + minutes * 60_000)
    if (ours) await answer(telling, visitor, { id: `${visitor.id}:us-${n}`, text, to: theirs }, at)
    else await say(telling, visitor, at, { id: `story-${n}`, text, kind: 'chat' })
    if (!ours) theirs = `${visitor.id}:story-${n}`
  }
}

async function answer(
  { tx, site, pipeline, us }: Telling,
  { id: thread }: Visitor,
  { id, text, to }: { id: string; text: string; to: string },
  at: Date,
): Promise<void> {
  const { workspaceId, accountId } = site
  const object = { type: 'Message' as const, id, text, thread, inReplyTo: to }
  const actor = { id: `site:${accountId}`, name: us }
  const activity = { verb: 'Create', externalId: id, published: at, actor, object } as const
  const source = { workspaceId, channel: 'site', accountId, keep: 'all' as const }
  const activities = [{ ...activity, visibility: 'private' as const, ours: true }]
  await ingest(tx, source, { activities }, { ...pipeline, now: () => at })
}

async function fillIn(
  telling: Telling,
  visitor: Visitor,
  filled: Record<string, string>,
  at: Date,
): Promise<void> {
  const { form, site } = telling
  const { lang, id: visitorId } = visitor
  const answers = answersIn(form.fields, new Map(Object.entries(filled)), lang)
  const text = textOf(answers, { yes: translate(lang, 'site:yes'), no: translate(lang, 'site:no') })
  await say(telling, visitor, at, {
    ...{ id: `form-${form.id}`, verb: 'Question', kind: 'form', title: form.name, text },
    also: (tx, activityId) =>
      keepSubmission(tx, site.workspaceId, { activityId, form, visitorId, lang, answers, at }),
  })
}

async function askForCall(
  telling: Telling,
  visitor: Visitor,
  { phone, about, nth }: NonNullable<Episode['call']>,
  at: Date,
): Promise<void> {
  const { site, tx } = telling
  const { workspaceId, accountId, config } = site
  const slot = freeSlots(config, telling.pipeline.now(), new Map())[nth]
  if (!slot) return
  const { zone } = config
  const { minutes, atOnce } = config.callBack
  const text = wordsOf({ starts: slot.start, zone, phone, about }, visitor, { key: 'asked', now: at })
  await say(telling, visitor, at, {
    ...{ id: `call-${slot.start.getTime()}`, verb: 'Question', kind: 'call-back', text, due: slot.start },
    title: translate(visitor.lang, 'site:call.title'),
    also: async (also, activityId) => {
      const who = { visitorId: visitor.id, activityId, name: visitor.name ?? '', phone, about }
      const when = { slot, zone, minutes, atOnce, now: at }
      await book(also, { workspaceId, accountId, ...who, ...when })
    },
  })
  await sql`
    update call_back set team_due = null, remind_due = null
    where workspace_id = ${workspaceId} and visitor_id = ${visitor.id}`.execute(tx)
}
