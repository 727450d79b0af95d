import { z } from 'zod'
import { zoneWords } from '../../../../lib/clock/index.ts'
import { newToken } from '../../../../lib/crypto/index.ts'
import { type Html, html } from '../../../../lib/markup/index.ts'
import { bookBody, bookCall, callOf, cancelCall, moveCall, slotsNow, whenOf } from '../call-back/booking.ts'
import type { CallBack } from '../call-back/store.ts'
import { checked } from '../door/answer.ts'
import { visitorById } from '../visitor/store.ts'
import { hidden, labelled, trapField, trying, type Visit, type Wrong, wordOf } from './frame.ts'
import { page } from './html.ts'

/** Null where no time is free. */
async function choice(
  { lang, say, site, ...rest }: Visit,
  chosen = '',
  except?: CallBack,
): Promise<Html | null> {
  const free = await slotsNow({ lang, say, site, ...rest } as Visit, except)
  const { zone } = site.config
  if (free.length === 0) return null
  // Closed, a choice shows its own words alone: the day is in them.
  const shown = new Intl.DateTimeFormat(lang, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    timeZone: zone,
  })
  const dayShown = new Intl.DateTimeFormat(lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  })
  const groups = [...Map.groupBy(free, ({ wall }) => wall.slice(0, 10)).values()]
  const options = groups.map((slots) => {
    const times = slots.map(({ start }) => {
      const value = start.toISOString()
      return html`<option value="${value}"${value === chosen && html` selected`}>${shown.format(start)}</option>`
    })
    return html`<optgroup label="${slots[0] ? dayShown.format(slots[0].start) : ''}">${times}</optgroup>`
  })
  const label = `${say('chat.choose_slot')} (${zoneWords(lang, zone)})`
  return labelled('start', label, html`<select id="start" name="start" required>${options}</select>`)
}

/** The form by which one asks to be called back. */
export async function bookPage(
  visit: Visit,
  { wrong, form, status }: { wrong?: Wrong; form?: FormData; status?: number } = {},
): Promise<Response> {
  const { site, lang, say } = visit
  const was = (name: string) => (form ? wordOf(form, name) : '')
  const field = (name: string, label: string, attributes: Html) =>
    labelled(
      name,
      label,
      html`<input id="${name}" name="${name}" value="${was(name)}" ${attributes}>`,
      wrong?.fields[name],
    )
  const times = await choice(visit, was('start'))
  const title = say('chat.call_back')
  const said = wrong && html`<p class="box" role="alert">${wrong.message}</p>`
  if (!times) {
    const none = html`<h1>${title}</h1>${said}<p>${say('page.no_slot')}</p>${writeLink(visit)}`
    return page(site, lang, { title, body: none }, status)
  }
  const body = html`<h1>${title}</h1>
${said}
<form method="post" action="/site/${site.publicId}/call-back?lang=${lang}">
${hidden({ token: was('token') || newToken() })}${trapField()}
${times}
${field('name', say('chat.name'), html`autocomplete="name" maxlength="100"`)}
${field('phone', say('chat.phone'), html`type="tel" autocomplete="tel" required maxlength="30"`)}
${field('email', say('page.call_email'), html`type="email" autocomplete="email" maxlength="254"`)}
${field('about', say('chat.about'), html`maxlength="500"`)}
<button>${say('chat.book')}</button></form>
<p class="hush">${say('chat.retention', { days: site.config.retention })}</p>`
  return page(site, lang, { title, body }, status)
}

function writeLink({ site, lang, say }: Visit): Html {
  return html`<p><a href="/site/${site.publicId}?lang=${lang}">${say('page.write')}</a></p>`
}

export async function bookByForm(visit: Visit, form: FormData): Promise<Response> {
  const { lang } = visit
  const given = {
    ...Object.fromEntries(
      ['token', 'start', 'name', 'phone', 'email', 'about'].map((key) => [key, wordOf(form, key)]),
    ),
    lang,
  }
  const tried = await trying(lang, async () => {
    checked(z.literal('', 'form_robot'), wordOf(form, 'website'))
    return bookCall(visit, checked(bookBody, given))
  })
  if ('wrong' in tried) return bookPage(visit, { ...tried, form })
  return new Response(null, { status: 303, headers: { location: tried.done.url } })
}

/** What a link of a call opens: when it is, and how to move it or give it up. */
export async function callPage(
  visit: Visit,
  link: string,
  wrong?: Wrong,
  status?: number,
): Promise<Response> {
  const { site, lang, say, deps } = visit
  const row = await callOf(visit, link)
  const ahead = row.state === 'booked' && row.starts > deps.clock.now()
  const action = `/site/${site.publicId}/calls/${link}?lang=${lang}`
  const visitor = await visitorById(deps.db, site.workspaceId, row.visitor_id)
  const times = ahead ? await choice(visit, row.starts.toISOString(), row) : null
  const when = whenOf(row, { lang, zone: visitor?.zone ?? null }, deps.clock.now())
  const body = html`<h1>${say(`page.call_${ahead ? 'booked' : row.state}`)}</h1>
<p class="box"><strong>${when}</strong><br>${say('page.call_number', { phone: row.phone })}</p>
${wrong && html`<p class="box" role="alert">${wrong.message}</p>`}
${
  times &&
  html`<form method="post" action="${action}"><h2>${say('page.call_move')}</h2>${times}
<button name="do" value="move">${say('page.call_move')}</button></form>`
}
${
  ahead &&
  html`<form method="post" action="${action}"><button class="quiet" name="do" value="cancel">${say('page.call_cancel')}</button></form>`
}
${writeLink(visit)}`
  return page(site, lang, { title: say('chat.call_back'), body }, status)
}

export async function changeCall(visit: Visit, link: string, form: FormData): Promise<Response> {
  const tried = await trying(visit.lang, async () => {
    if (wordOf(form, 'do') === 'cancel') return cancelCall(visit, link)
    return moveCall(visit, link, checked(z.iso.datetime('call_choose'), wordOf(form, 'start')))
  })
  if ('wrong' in tried) return callPage(visit, link, tried.wrong, tried.status)
  return callPage(visit, link)
}
