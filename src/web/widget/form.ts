import type { SiteFormShown } from '../../server/api.ts'
import { h, put } from './dom.ts'
import { type Door, Refused } from './door.ts'
import { type Facts, secret } from './talk.ts'

type Field = SiteFormShown['fields'][number]

/** A form of the site, where the page asks for it; what is wrong is said at the field. */
export async function formView(
  { words, door, facts }: { words: Record<string, string>; door: Door; facts(): Facts },
  id: string,
): Promise<HTMLElement> {
  const form = await door<SiteFormShown>(`/forms/${id}?lang=${facts().lang}`)
  const token = secret()
  const status = h('p', { role: 'status', class: 'status' })
  const fields = form.fields.map((field) => fieldOf(words, field))
  const trap = h('input', { name: 'website', tabindex: '-1', autocomplete: 'off', 'aria-hidden': 'true' })
  const submit = (event: Event) => {
    event.preventDefault()
    const given = new FormData(node)
    for (const [key, value] of Object.entries({ ...facts(), token, shown: form.shown }))
      if (value !== undefined) given.set(key, value)
    for (const field of fields) field.say('')
    door<{ thanks: string }>(`/forms/${id}`, given).then(
      ({ thanks }) =>
        put(node, h('p', { role: 'status', class: 'notice', tabindex: '-1' }, thanks || words.form_sent)),
      (error: Error) => {
        put(status, error.message || words.offline)
        const wrong = error instanceof Refused ? fields.filter((field) => error.fields[field.id]) : []
        for (const field of wrong) field.say((error as Refused).fields[field.id] ?? '')
        wrong[0]?.input.focus()
      },
    )
  }
  const node = h(
    'form',
    { class: 'who', 'aria-label': form.name, onsubmit: submit },
    h('h2', {}, form.name),
    ...fields.map((field) => field.node),
    h('div', { class: 'trap' }, trap),
    h('button', { class: 'wide' }, words.form_send),
    status,
  )
  return node
}

function fieldOf(words: Record<string, string>, field: Field) {
  const { id, label, required, kind } = field
  const wrong = h('small', { class: 'wrong', id: `wrong-${id}` })
  const input = inputOf(words, field)
  input.setAttribute('aria-describedby', wrong.id)
  const text = `${label}${required ? ` (${words.required})` : ''}`
  return {
    id,
    input,
    node:
      kind === 'consent'
        ? h('label', { class: 'tick' }, input, h('span', {}, text), wrong)
        : h('label', {}, text, input, wrong),
    say(what: string) {
      put(wrong, what)
      if (what) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    },
  }
}

function inputOf(words: Record<string, string>, { name, kind, required, options }: Field): HTMLElement {
  const same = { name, required }
  if (kind === 'message') return h('textarea', { ...same, rows: '5', maxlength: '4000' })
  if (kind === 'choice')
    return h(
      'select',
      same,
      h('option', { value: '' }, words.choose),
      ...options.map((one) => h('option', {}, one)),
    )
  if (kind === 'consent') return h('input', { ...same, type: 'checkbox', value: 'yes' })
  if (kind === 'file') return h('input', { ...same, type: 'file' })
  const autocomplete = kind === 'name' || kind === 'email' ? kind : 'on'
  return h('input', { ...same, type: kind === 'email' ? 'email' : 'text', autocomplete, maxlength: '254' })
}
