import { randomBytes } from 'node:crypto'
import { Html, html } from '../../../../lib/markup/index.ts'
import { inkOn } from '../../../channels/site/index.ts'
import type { Site } from '../door/site.ts'

const STYLE = `
:root { color-scheme: light dark; --paper: #fbf8f3; --sheet: #fff; --text: #1b1e2b; --hush: #555a6b; --line: #8a8d9a; --soft: #f1ede4; }
@media (prefers-color-scheme: dark) { :root { --paper: #12141c; --sheet: #1a1d28; --text: #f1eee6; --hush: #b3b6c4; --line: #7f8497; --soft: #262b3b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header { background: var(--colour); color: var(--on); padding: .75rem 1rem; }
header p { max-width: 42rem; margin: 0 auto; font-weight: 600; overflow-wrap: anywhere; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; line-height: 1.25; overflow-wrap: anywhere; }
form, ol, .box { background: var(--sheet); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin: 1rem 0; }
ol { list-style: none; display: grid; gap: .5rem; }
li { padding: .5rem .75rem; border-radius: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); margin-inline-end: 2rem; }
li.theirs { margin: 0 0 0 2rem; border: 1px solid var(--line); background: none; }
li small, .hush { color: var(--hush); font-size: .9rem; display: block; }
label { display: block; font-weight: 600; margin: .75rem 0 .25rem; }
label.tick { display: flex; gap: .6rem; font-weight: 400; }
input:not([type=checkbox]), select, textarea { width: 100%; min-height: 2.75rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .7rem; }
input[type=checkbox] { width: 1.5rem; height: 1.5rem; flex: none; }
textarea { min-height: 7rem; resize: vertical; }
.wrong { font-weight: 600; display: block; }
.trap { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.1rem; margin: .9rem .5rem 0 0; border-radius: .5rem; border: 1px solid var(--line); background: var(--colour); color: var(--on); cursor: pointer; }
button.quiet { background: none; color: inherit; }
a { color: inherit; } :focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
`

/**
 * A whole page of a site for anybody: it needs no program, and is in no search engine. `program` lets the chat take the
 * page over where a browser runs it.
 */
export function page(
  site: Site,
  lang: 'fr' | 'en',
  { title, body, program }: { title: string; body: Html; program?: { token: string } },
  status = 200,
): Response {
  const nonce = randomBytes(16).toString('base64url')
  const { colour } = site.config
  const own = `:root { --colour: ${colour}; --on: ${inkOn(colour)} }`
  const script = program
    ? html`<script async src="/widget.js" data-site="${site.publicId}" data-mode="page" data-lang="${lang}" data-token="${program.token}"></script>`
    : null
  const document = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title} – ${site.name}</title>
<style nonce="${nonce}">${new Html(own + STYLE)}</style>
${script}
</head>
<body>
<header><p>${site.name}</p></header>
<main>
${body}
</main>
</body>
</html>
`
  const policy = [
    ...["default-src 'none'", `style-src 'nonce-${nonce}'`, "script-src 'self'", "connect-src 'self'"],
    ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
  ]
  return new Response(document.text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
    },
  })
}
