import { Problem } from '../../../../lib/errors/index.ts'
import { type Locale, translate, type Values } from '../../../../lib/i18n/index.ts'
import { problemWords } from '../../../../lib/i18n/problem.ts'
import { type Html, html } from '../../../../lib/markup/index.ts'
import type { Context } from '../../../access/index.ts'
import type { SiteDeps } from '../deps.ts'
import { type Call, said } from '../door/answer.ts'
import { type Cap, requireRoom } from '../door/caps.ts'
import { openSite } from '../door/site.ts'
import { page } from './html.ts'

export interface Visit extends Call {
  lang: Locale
  /** Words of a page, by their key in `site.json`. */
  say(key: string, values?: Values): string
}

/** What went wrong with a form, to be said where it did. */
export interface Wrong {
  message: string
  fields: Record<string, string>
}

/** Opens a site for one of its pages; what goes wrong is a page too. */
export async function visiting(
  deps: SiteDeps,
  { request, locale }: Pick<Context, 'request' | 'locale'>,
  { publicId, cap, lang: asked }: { publicId: string; cap: Cap; lang?: Locale | undefined },
  work: (visit: Visit) => Promise<Response>,
): Promise<Response> {
  const site = await openSite(deps.db, publicId)
  const { language } = site.config
  const lang = language === 'page' ? (asked ?? locale) : language
  const visit = { deps, site, request, locale: lang, lang, say: sayer(lang) }
  try {
    requireRoom(deps, site, request, cap)
    return await work(visit)
  } catch (error) {
    if (!(error instanceof Problem) || error.ours) throw error
    const body = html`<h1>${visit.say('page.sorry')}</h1><p>${problemWords(lang, error)}</p>
<p><a href="/site/${site.publicId}">${visit.say('page.write')}</a></p>`
    return page(site, lang, { title: visit.say('page.sorry'), body }, error.status)
  }
}

/** The words themselves, with what all pages of a site may name. */
function sayer(lang: Locale): Visit['say'] {
  return (key, values) => translate(lang, `site:${key}`, values)
}

/** Does what a form asks; what is wrong with it is handed back to the form, not to a page of its own. */
export async function trying<R>(
  lang: Locale,
  work: () => Promise<R>,
): Promise<{ done: R } | { wrong: Wrong; status: number }> {
  try {
    return { done: await work() }
  } catch (error) {
    if (!(error instanceof Problem) || error.ours || error.status === 404) throw error
    return {
      wrong: { message: problemWords(lang, error), fields: said(error.fields, lang) },
      status: error.status,
    }
  }
}

export function wordOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Where nobody sees, so that only a program fills it in. */
export function trapField(): Html {
  return html`<div class="trap" aria-hidden="true"><input name="website" tabindex="-1" autocomplete="off"></div>`
}

export function hidden(values: Record<string, string>): Html {
  return html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** A field with its name, and with what is wrong in it. */
export function labelled(id: string, text: string, input: Html, wrong?: string): Html {
  return html`<label for="${id}">${text}</label>${input}${wrong ? html`<span class="wrong" id="wrong-${id}">${wrong}</span>` : null}`
}
