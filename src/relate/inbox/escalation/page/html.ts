import { randomBytes } from 'node:crypto'
import type { Locale } from '../../../../../lib/i18n/index.ts'
import { Html, html } from '../../../../../lib/markup/index.ts'
import { STYLE } from './style.ts'

/**
 * A whole page for somebody without an account: no script, nothing from elsewhere, in no search engine, and nothing of its
 * address told to any other.
 */
export function page(locale: Locale, title: string, body: Html, status = 200): Response {
  const nonce = randomBytes(16).toString('base64url')
  const document = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style nonce="${nonce}">${new Html(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`
  return new Response(document.text, { status, headers: pageHeaders(nonce) })
}

/** Of every answer at an address that holds a token. */
export function privateHeaders(): Record<string, string> {
  return {
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
  }
}

function pageHeaders(nonce: string): Record<string, string> {
  const policy = [
    ...["default-src 'none'", `style-src 'nonce-${nonce}'`, "img-src 'self'", "form-action 'self'"],
    ...["base-uri 'none'", "frame-ancestors 'none'"],
  ]
  return {
    ...privateHeaders(),
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
  }
}
