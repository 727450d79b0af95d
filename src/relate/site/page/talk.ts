import { newToken } from '../../../../lib/crypto/index.ts'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import { type Html, html } from '../../../../lib/markup/index.ts'
import { openNow } from '../../../channels/site/index.ts'
import { checked, facts } from '../door/answer.ts'
import { talkUrl } from '../mail/transcript.ts'
import { keepVisitorFile } from '../visitor/file.ts'
import { BY_LINK, CREDENTIAL, holderOf, speakerOf } from '../visitor/holder.ts'
import { shownAfter } from '../visitor/shown.ts'
import { mediaOf, speak } from '../visitor/speak.ts'
import { noteTaken, type Visitor } from '../visitor/store.ts'
import { hidden, labelled, trapField, type Visit, type Wrong, wordOf } from './frame.ts'
import { page } from './html.ts'

/** A long conversation is shown from its end. */
const NEWEST = 150

interface Shown {
  visitor?: Visitor
  token?: string
  wrong?: Wrong
  status?: number
  text?: string
}

/** The chat without a program: what was said, and a form. */
export async function talkPage(
  visit: Visit,
  { visitor, token, wrong, status, text }: Shown = {},
): Promise<Response> {
  const { site, lang, say, deps } = visit
  const items = visitor ? await shownAfter(deps, site, visitor.id, visitor.items - NEWEST) : []
  if (visitor) await noteTaken(deps.db, site.workspaceId, visitor.id, items.at(-1)?.n ?? 0, deps.clock.now())
  const open = openNow(site.config, deps.clock.now())
  const hours = site.config.answerHours
  const greeting = site.config.greeting[lang] || say('chat.intro')
  const secret = token ?? newToken()
  const body = html`<h1>${say('chat.title')}</h1>
<p>${open ? greeting : say('chat.intro_away', { hours })}</p>
${items.length > 0 && html`<ol aria-label="${site.name}">${items.map((item) => lineOf(visit, item))}</ol>`}
${wrong && html`<p class="box" role="alert">${wrong.message}</p>`}
${site.config.chat && writeForm(visit, secret, { visitor, text, wrong, open })}
${visitor && links(visit, visitor, secret)}
${site.config.callBack.enabled && html`<p><a href="/site/${site.publicId}/call-back?lang=${lang}">${say('chat.call_back')}</a></p>`}
<p class="hush">${say('chat.retention', { days: site.config.retention })}
${site.config.privacyUrl !== '' && html`<a href="${site.config.privacyUrl}" rel="noopener">${say('chat.privacy')}</a>`}</p>`
  const held = visitor ? secret : ''
  return page(site, lang, { title: say('chat.title'), body, program: { token: held } }, status)
}

function lineOf(
  { site, say, lang }: Visit,
  { ours, at, text, files, gone }: Awaited<ReturnType<typeof shownAfter>>[number],
): Html {
  const when = new Intl.DateTimeFormat(lang, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: site.config.zone,
  })
  return html`<li class="${ours ? 'ours' : 'theirs'}"><small>${ours ? site.name : say('chat.you')}, <time datetime="${at}">${when.format(new Date(at))}</time></small>${
    gone ? html`<em>${say('chat.gone')}</em>` : text
  }${files.map(({ name, url }) => html`<br><a href="${url}">${name}</a>`)}</li>`
}

function writeForm(
  { site, lang, say }: Visit,
  token: string,
  {
    visitor,
    text = '',
    wrong,
    open,
  }: { visitor?: Visitor | undefined; text?: string | undefined; wrong?: Wrong | undefined; open: boolean },
): Html {
  const name = html`<input id="name" name="name" autocomplete="name" maxlength="100" value="${visitor?.name}">`
  const email = html`<input id="email" name="email" type="email" autocomplete="email" maxlength="254" value="${visitor?.email}"${!open && !visitor?.email && html` required`}>`
  return html`<form method="post" action="/site/${site.publicId}?lang=${lang}" enctype="multipart/form-data">
${hidden({ token, id: newToken() })}${trapField()}
${!visitor?.name && labelled('name', say('chat.name'), name, wrong?.fields.name)}
${!visitor?.email && labelled('email', `${say('chat.email')} – ${say('chat.email_why')}`, email, wrong?.fields.email)}
${labelled('text', say('chat.message'), html`<textarea id="text" name="text" maxlength="4000">${text}</textarea>`, wrong?.fields.text)}
${site.config.files && labelled('file', say('chat.attach'), html`<input id="file" name="file" type="file">`)}
<button>${say('chat.send')}</button></form>`
}

/** To come back, to read again, to erase: each asked for, none done by looking. */
function links({ site, say, lang, deps }: Visit, visitor: Visitor, token: string): Html {
  return html`<form method="post" action="/site/${site.publicId}?lang=${lang}">${hidden({ token })}
<button name="do" value="read">${say('page.read')}</button>
<button class="quiet" name="do" value="forget">${say('chat.forget')}</button></form>
<p class="box">${say('page.keep')} <a href="${talkUrl(deps, site, visitor.id)}">${say('page.address')}</a></p>`
}

/** @throws Problem for what is wrong with what was written */
export async function sayByForm(visit: Visit, form: FormData): Promise<{ visitor: Visitor; token: string }> {
  const { deps, site } = visit
  if (!site.config.chat) throw notFound('site')
  const token = wordOf(form, 'token')
  const id = wordOf(form, 'id')
  if (!CREDENTIAL.test(token) || !/^[\w-]{8,64}$/.test(id)) throw invalid('body_invalid')
  if (wordOf(form, 'website') !== '') throw invalid('form_robot')
  const who = { name: checkedFact('name', form), email: checkedFact('email', form), lang: visit.lang }
  const text = wordOf(form, 'text').replaceAll('\r\n', '\n').trim()
  const file = form.get('file')
  const sent = file instanceof File && file.size > 0 ? file : undefined
  if (text.length > 4_000) throw invalid('body_invalid', {}, { text: 'site_too_long' })
  if (text === '' && !sent) throw invalid('body_invalid', {}, { text: 'field_required' })
  const visitor = await speakerOf(visit, token, who)
  const bytes = sent && new Uint8Array(await sent.arrayBuffer())
  const kept = sent && bytes && (await keepVisitorFile(visit, visitor, { name: sent.name, bytes }))
  const media = kept ? await mediaOf(deps.db, site.workspaceId, [kept.id]) : []
  await speak(deps, site, visitor, { id, text, media, kind: 'chat' })
  return { visitor, token }
}

function checkedFact(name: 'name' | 'email', form: FormData): string | undefined {
  return checked(facts[name], wordOf(form, name))
}

/** The conversation that the link of a mail opens. */
export async function talkByLink(visit: Visit, link: string): Promise<Response> {
  const visitor = await holderOf(visit, link)
  return talkPage(visit, { visitor, token: link.startsWith(BY_LINK) ? link : `${BY_LINK}${link}` })
}
