import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import type { Answer, FormField, SiteTables } from '../tables.ts'

export interface Form {
  id: string
  account_id: string
  name: string
  fields: FormField[]
  thanks: { fr: string; en: string }
  version: number
  open: boolean
  changed: Date
}

const open = (db: Handle) => tables<SiteTables>(db)

export function listForms(db: Handle, workspaceId: string): Promise<Form[]> {
  return open(db)
    .selectFrom('site_form')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created')
    .limit(500)
    .execute()
}

/** @throws Problem `not_found` */
export async function getForm(db: Handle, workspaceId: string, id: string): Promise<Form> {
  const row = await open(db)
    .selectFrom('site_form')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('form')
  return row
}

export async function createForm(
  db: Handle,
  workspaceId: string,
  given: Pick<Form, 'account_id' | 'name' | 'fields' | 'thanks'>,
  now: Date,
): Promise<string> {
  const id = uuidv7()
  await open(db)
    .insertInto('site_form')
    .values({
      workspace_id: workspaceId,
      id,
      account_id: given.account_id,
      name: given.name,
      fields: JSON.stringify(given.fields),
      thanks: JSON.stringify(given.thanks),
      version: 1,
      open: true,
      created: now,
      changed: now,
    })
    .execute()
  return id
}

/** Fields that change make another version: what was sent before keeps saying which it was. */
export async function changeForm(
  db: Handle,
  workspaceId: string,
  form: Form,
  to: Partial<Pick<Form, 'name' | 'fields' | 'thanks' | 'open'>>,
  now: Date,
): Promise<void> {
  const fields = to.fields && JSON.stringify(to.fields)
  const anew = fields !== undefined && fields !== JSON.stringify(form.fields)
  await open(db)
    .updateTable('site_form')
    .set({
      changed: now,
      ...(to.name === undefined ? {} : { name: to.name }),
      ...(to.open === undefined ? {} : { open: to.open }),
      ...(to.thanks && { thanks: JSON.stringify(to.thanks) }),
      ...(anew && { fields, version: form.version + 1 }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', form.id)
    .execute()
}

/** What was sent by it stays where it came in. */
export async function deleteForm(db: Handle, workspaceId: string, id: string): Promise<void> {
  await open(db)
    .deleteFrom('site_form')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function keepSubmission(
  tx: Handle,
  workspaceId: string,
  given: {
    activityId: string
    form: Form
    visitorId: string
    lang: 'fr' | 'en'
    answers: Answer[]
    at: Date
  },
): Promise<void> {
  await open(tx)
    .insertInto('site_submission')
    .values({
      workspace_id: workspaceId,
      activity_id: given.activityId,
      form_id: given.form.id,
      version: given.form.version,
      visitor_id: given.visitorId,
      lang: given.lang,
      answers: JSON.stringify(given.answers),
      at: given.at,
    })
    .execute()
}

/** Newest first. */
export function listSubmissions(
  db: Handle,
  workspaceId: string,
  which: { formId: string } | { visitorId: string },
  most: number,
) {
  const query = open(db).selectFrom('site_submission').selectAll().where('workspace_id', '=', workspaceId)
  const chosen =
    'formId' in which
      ? query.where('form_id', '=', which.formId)
      : query.where('visitor_id', '=', which.visitorId)
  return chosen.orderBy('at', 'desc').limit(most).execute()
}
