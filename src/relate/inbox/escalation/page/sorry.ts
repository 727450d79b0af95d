import type { Locale } from '../../../../../lib/i18n/index.ts'
import { html, page } from '../../../../../lib/markup/index.ts'
import { sayer } from './words.ts'

/** The same for what was never made here, is mistyped, or belongs to nobody any more: it tells nothing. */
export function unknownPage(locale: Locale): Response {
  const say = sayer(locale)
  const body = html`<main><h1>${say('page.unknown')}</h1><p>${say('page.unknown_help')}</p></main>`
  return page(locale, say('page.unknown'), body, 404)
}

/** A link that has been taken back. */
export function revokedPage(locale: Locale): Response {
  const say = sayer(locale)
  const body = html`<main><h1>${say('page.revoked')}</h1><p>${say('page.revoked_help')}</p></main>`
  return page(locale, say('page.revoked'), body, 410)
}

/** A link that has run out: another can be sent, to the address that it was sent to and to no other. */
export function expiredPage(locale: Locale, path: string, sent: boolean): Response {
  const say = sayer(locale)
  const again = sent
    ? html`<p role="status" class="good">${say('page.expired_sent')}</p>`
    : html`<form method="post" action="${path}?lang=${locale}" enctype="multipart/form-data"><button type="submit" name="do" value="link">${say('page.expired_ask')}</button></form>`
  const body = html`<main><h1>${say('page.expired')}</h1><p>${say('page.expired_help')}</p>${again}</main>`
  return page(locale, say('page.expired'), body, sent ? 200 : 410)
}
