import { randomBytes } from 'node:crypto'
import type { Locale } from '../i18n/index.ts'
import { Html, html } from './markup.ts'
import { STYLE } from './style.ts'

/**
 * A whole page for somebody without an account: no script, nothing from elsewhere, and nothing of its address told to any
 * other. `open`: everybody may find it and keep it for a while; otherwise its address is a secret.
 */
export function page(
  locale: Locale,
  title: string,
  body: Html,
  status = 200,
  { open = false }: { open?: boolean } = {},
): Response {
  const nonce = randomBytes(16).toString('base64url')
  const robots = open ? null : html`<meta name="robots" content="noindex, nofollow">\n`
  const document = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${robots}<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style nonce="${nonce}">${new Html(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`
  return new Response(document.text, { status, headers: pageHeaders(nonce, open) })
}

/** Of every answer at an address that holds a token. */
export function privateHeaders(): Record<string, string> {
  return {
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
  }
}

function pageHeaders(nonce: string, open: boolean): Record<string, string> {
  const policy = [
    ...["default-src 'none'", `style-src 'nonce-${nonce}'`, "img-src 'self'", "form-action 'self'"],
    ...["base-uri 'none'", "frame-ancestors 'none'"],
  ]
  return {
    ...(open ? { 'referrer-policy': 'no-referrer', 'cache-control': 'no-cache' } : privateHeaders()),
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
  }
}
