import { newToken } from '../../../../lib/crypto/index.ts'
import { type Html, html } from '../../../../lib/markup/index.ts'
import type { Form } from '../form/store.ts'
import { formShown, openForm, submit } from '../form/submit.ts'
import { hidden, labelled, trapField, trying, type Visit, type Wrong, wordOf } from './frame.ts'
import { page } from './html.ts'

type Field = ReturnType<typeof formShown>['fields'][number]

/** A form in a page of its own, which needs no program. */
export async function formPage(visit: Visit, id: string): Promise<Response> {
  return shownPage(visit, await openForm(visit, id))
}

function shownPage(
  visit: Visit,
  form: Form,
  more: { wrong?: Wrong; given?: FormData; status?: number } = {},
): Response {
  const { site, lang, say } = visit
  const { wrong, given, status } = more
  const shown = formShown(visit, form, lang)
  const token = (given && wordOf(given, 'token')) || newToken()
  // Who was too quick need not wait anew: the page was shown when it was.
  const since = (given && wordOf(given, 'shown')) || shown.shown
  const body = html`<h1>${form.name}</h1>
${wrong && html`<p class="box" role="alert">${wrong.message}</p>`}
<form method="post" action="/site/${site.publicId}/forms/${form.id}?lang=${lang}" enctype="multipart/form-data">
${hidden({ token, shown: since, lang })}${trapField()}
${shown.fields.map((field) => fieldOf(visit, field, given ? wordOf(given, field.name) : '', wrong?.fields[field.id]))}
<button>${say('chat.form_send')}</button></form>
<p class="hush">${say('chat.retention', { days: site.config.retention })}
${site.config.privacyUrl !== '' && html`<a href="${site.config.privacyUrl}" rel="noopener">${say('chat.privacy')}</a>`}</p>`
  return page(site, lang, { title: form.name, body }, status)
}

function fieldOf(
  { say }: Visit,
  { id, name, kind, label, required, options }: Field,
  value: string,
  wrong?: string,
): Html {
  const text = required ? `${label} (${say('chat.required')})` : label
  const same = html`id="${id}" name="${name}"${required && html` required`}${wrong && html` aria-invalid="true" aria-describedby="wrong-${id}"`}`
  if (kind === 'consent') {
    const ticked = value === 'yes' && html` checked`
    return html`<label class="tick"><input type="checkbox" value="yes" ${same}${ticked}><span>${text}</span></label>${wrong && html`<span class="wrong" id="wrong-${id}">${wrong}</span>`}`
  }
  if (kind === 'message')
    return labelled(id, text, html`<textarea ${same} maxlength="4000">${value}</textarea>`, wrong)
  if (kind === 'choice') {
    const choices = options.map((one) => html`<option${one === value && html` selected`}>${one}</option>`)
    return labelled(
      id,
      text,
      html`<select ${same}><option value="">${say('chat.choose')}</option>${choices}</select>`,
      wrong,
    )
  }
  if (kind === 'file') return labelled(id, text, html`<input type="file" ${same}>`, wrong)
  const type = kind === 'email' ? 'email' : 'text'
  const fill = kind === 'name' || kind === 'email' ? kind : 'on'
  return labelled(
    id,
    text,
    html`<input type="${type}" autocomplete="${fill}" maxlength="254" value="${value}" ${same}>`,
    wrong,
  )
}

export async function submitPage(visit: Visit, id: string, given: FormData): Promise<Response> {
  const { site, lang, say } = visit
  const form = await openForm(visit, id)
  given.set('lang', lang)
  const tried = await trying(lang, () => submit(visit, form, given))
  if ('wrong' in tried) return shownPage(visit, form, { wrong: tried.wrong, status: tried.status, given })
  const body = html`<h1>${form.name}</h1><p class="box" role="status">${tried.done.thanks}</p>
<p><a href="/site/${site.publicId}?lang=${lang}">${say('page.write')}</a></p>`
  return page(site, lang, { title: form.name, body })
}
