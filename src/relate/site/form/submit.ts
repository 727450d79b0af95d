import { z } from 'zod'
import { notFound } from '../../../../lib/errors/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { type Call, checked, facts, storable } from '../door/answer.ts'
import { keepVisitorFile } from '../visitor/file.ts'
import { mediaOf, speak } from '../visitor/speak.ts'
import { meetVisitor, TOKEN } from '../visitor/store.ts'
import { answersIn, inLang, nameOf, textOf } from './form.ts'
import { type Form, getForm, keepSubmission } from './store.ts'
import { requireSomebody, shownAt } from './trap.ts'

const around = z.object({
  token: z.string().regex(TOKEN),
  shown: z.string().max(100).default(''),
  website: z.string().max(1_000).default(''),
  lang: facts.lang,
  zone: facts.zone,
  page: facts.page,
  referrer: facts.referrer,
})

/** @throws Problem `not_found` for one of another site, or that is closed */
export async function openForm({ deps, site }: Call, id: string): Promise<Form> {
  const form = await getForm(deps.db, site.workspaceId, id)
  if (form.account_id !== site.accountId || !form.open) throw notFound('form')
  return form
}

/** A form as it is shown in a language. */
export function formShown({ deps }: Pick<Call, 'deps'>, form: Form, lang: 'fr' | 'en') {
  return {
    id: form.id,
    lang,
    name: form.name,
    fields: form.fields.map(({ id, kind, label, required, options = [] }) => ({
      ...{ id, kind, required, name: nameOf({ id }) },
      label: inLang(label, lang),
      options: options.map((one) => inLang(one, lang)),
    })),
    shown: shownAt(deps.secretOf('trap'), form.id, deps.clock.now()),
  }
}

/**
 * Takes in what was filled in: once, as a question in the inbox, with the form's version and each answer in its own words.
 * Answers what to say to who sent it.
 */
export async function submit(
  call: Call,
  form: Form,
  given: FormData,
): Promise<{ thanks: string; visitorId: string }> {
  const { deps, site } = call
  const texts = new Map(
    [...given].flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, storable(value)] as const] : [],
    ),
  )
  const { token, shown, website, ...about } = checked(around, Object.fromEntries(texts))
  requireSomebody(deps.secretOf('trap'), form.id, { shown, website }, deps.clock.now())
  const field = form.fields.find(({ kind }) => kind === 'file')
  const file = field && given.get(nameOf(field))
  const sent = file instanceof File && file.size > 0 ? file : undefined
  if (field) texts.set(nameOf(field), storable(sent?.name ?? ''))
  const answers = answersIn(form.fields, texts, about.lang)
  const saidAs = (kind: string) => answers.find((one) => one.kind === kind)?.value
  const who = { ...about, name: saidAs('name'), email: saidAs('email')?.toLowerCase() }
  const visitor = await meetVisitor(deps.db, site, token, who, deps.clock.now())
  const kept =
    sent &&
    (await keepVisitorFile(call, visitor, {
      name: sent.name,
      bytes: new Uint8Array(await sent.arrayBuffer()),
    }))
  const words = { yes: translate(about.lang, 'site:yes'), no: translate(about.lang, 'site:no') }
  await speak(deps, site, visitor, {
    ...{ id: `form-${form.id}`, verb: 'Question', kind: 'form' },
    title: [form.name, saidAs('subject')].filter(Boolean).join(' — '),
    text: textOf(answers, words),
    media: kept ? await mediaOf(deps.db, site.workspaceId, [kept.id]) : [],
    also: (tx, activityId) =>
      keepSubmission(tx, site.workspaceId, {
        ...{ activityId, form, visitorId: visitor.id, lang: about.lang, answers, at: deps.clock.now() },
      }),
  })
  const thanks = inLang(form.thanks, about.lang) || translate(about.lang, 'site:chat.form_sent')
  return { thanks, visitorId: visitor.id }
}
