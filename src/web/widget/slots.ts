import type { SiteSlots } from '../../server/api.ts'
import { h, put } from './dom.ts'
import { type Door, Refused } from './door.ts'
import { type Facts, secret } from './talk.ts'

interface Parts {
  words: Record<string, string>
  door: Door
  lang: string
  facts(): Facts
}

/** A time to be called back: shown by the visitor's clocks, and by ours where they differ. */
export function callBackView(parts: Parts, back: () => void): HTMLElement {
  const { words, door, lang } = parts
  const body = h('div', { class: 'slots' }, h('p', { role: 'status' }, '…'))
  const failed = (error: Error) => put(body, h('p', { role: 'status' }, error.message || words.offline))
  const load = (said?: string) =>
    door<SiteSlots>(`/slots?lang=${lang}`).then(
      (slots) => put(body, bookForm(parts, slots, body, load, said)),
      failed,
    )
  void load()
  return h(
    'div',
    { class: 'options' },
    h('button', { type: 'button', class: 'wide', onclick: back }, words.back),
    body,
  )
}

/** Times in order, by the day of whoever reads them: where clocks differ, days do. */
export function daysOf<T extends { start: string }>(
  slots: readonly T[],
  dayOf: (start: string) => string,
): { label: string; slots: T[] }[] {
  const days: { label: string; slots: T[] }[] = []
  for (const slot of slots) {
    const label = dayOf(slot.start)
    const last = days.at(-1)
    if (last?.label === label) last.slots.push(slot)
    else days.push({ label, slots: [slot] })
  }
  return days
}

function bookForm(
  { words, door, lang, facts }: Parts,
  { zone, clock, days }: SiteSlots,
  body: HTMLElement,
  reload: (said?: string) => Promise<void>,
  said?: string,
): HTMLElement {
  // Nothing to fill in where nothing can be chosen: one goes back, and writes.
  if (days.length === 0) return h('p', { role: 'status' }, [said, words.no_slot].filter(Boolean).join(' '))
  const own = facts().zone
  const shown = (start: string, options: Intl.DateTimeFormatOptions, timeZone = own ?? zone) =>
    new Intl.DateTimeFormat(lang, { ...options, timeZone }).format(new Date(start))
  const time = (start: string) => {
    const here = shown(start, { timeStyle: 'short' })
    const there = shown(start, { timeStyle: 'short' }, zone)
    return here === there ? here : `${here} (${there}, ${clock})`
  }
  const select = h('select', { required: true, name: 'start' }, h('option', { value: '' }, words.choose_slot))
  const dayOf = (start: string) => shown(start, { weekday: 'long', day: 'numeric', month: 'long' })
  for (const { label, slots } of daysOf(
    days.flatMap((day) => day.slots),
    dayOf,
  )) {
    const group = h('optgroup', { label })
    for (const { start } of slots) group.append(h('option', { value: start }, time(start)))
    select.append(group)
  }
  const field = (name: string, more: Record<string, string | boolean>) =>
    h('input', { name, maxlength: '100', ...more })
  const status = h('p', { role: 'status', class: 'status' }, said)
  const token = secret()
  const submit = (event: Event) => {
    event.preventDefault()
    const given = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>
    door<{ when: string }>('/call-backs', { ...given, token, ...facts() }).then(
      ({ when }) =>
        put(body, h('p', { role: 'status', class: 'notice' }, words.booked?.replace('{{when}}', when))),
      (error: Error) =>
        // Somebody was faster: what is free now is shown.
        error instanceof Refused && error.problem === 'call_taken'
          ? reload(error.message)
          : put(status, error.message || words.offline),
    )
  }
  const label = (text: string | undefined, input: HTMLElement) => h('label', {}, text, input)
  return h(
    'form',
    { class: 'who', onsubmit: submit },
    label(words.choose_slot, select),
    label(words.name, field('name', { autocomplete: 'name' })),
    label(words.phone, field('phone', { type: 'tel', autocomplete: 'tel', required: true, maxlength: '30' })),
    label(words.email, field('email', { type: 'email', autocomplete: 'email' })),
    label(words.about, field('about', { maxlength: '500' })),
    h('button', { class: 'wide' }, words.book),
    status,
  )
}
