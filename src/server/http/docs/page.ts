import { Html, html } from '../../../../lib/markup/index.ts'
import type { JsonSchema, OpenApi, Operation, Parameter } from '../openapi.ts'
import { example } from './example.ts'
import { shape } from './shape.ts'
import { typeOf } from './words.ts'

interface Entry {
  method: string
  path: string
  operation: Operation
}

/** The documentation as one page that needs no script to be read. */
export function docsPage(document: OpenApi): string {
  const groups = document.tags.map(({ name }) => ({ name, entries: entriesOf(document, name) }))
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · Veillée</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs/page.css">
<script src="/api/docs/page.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the routes</a>
<header><h1>${LANTERN}<span>Veillée</span> API</h1><span class="version">${document.info.version}</span>
<a href="/api/openapi.json">OpenAPI 3.1</a><a href="/">Back to Veillée</a></header>
<nav aria-label="Routes"><input type="search" id="search" placeholder="Find a route  /" aria-label="Find a route">
${groups.map(menu)}<p id="nothing" hidden>No route says that.</p></nav>
<main id="main" tabindex="-1">
<section class="intro">${document.info.description.split('\n\n').map((text) => html`<p>${text}</p>`)}
<form id="key-form"><label>Key for trying routes here <input id="key" type="password" autocomplete="off"
 placeholder="vl_… (or stay signed in)"></label><p>It stays in this page and is sent to this server only.</p></form>
</section>
${groups.map((group) => section(group, document))}
</main>
</body>
</html>`
  return page.text
}

function entriesOf(document: OpenApi, tag: string): Entry[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method, path, operation })),
  )
}

function menu({ name, entries }: { name: string; entries: Entry[] }): Html {
  const items = entries.map(
    ({ method, path, operation }) =>
      html`<li data-find="${`${method} ${path} ${operation.summary}`.toLowerCase()}"><a href="#${operation.operationId}"><b class="m ${method}">${method}</b> ${path}</a></li>`,
  )
  return html`<section><h2>${name}</h2><ul>${items}</ul></section>`
}

function section({ name, entries }: { name: string; entries: Entry[] }, document: OpenApi): Html {
  return html`<h2 class="tag">${name}</h2>${entries.map((entry) => card(entry, document))}`
}

function card(entry: Entry, document: OpenApi): Html {
  const { method, path, operation } = entry
  const body = operation.requestBody?.content['application/json']?.schema
  return html`<article id="${operation.operationId}">
<h3><b class="m ${method}">${method}</b> <code>${path}</code> <a class="anchor" href="#${operation.operationId}" aria-label="Link to this route">#</a></h3>
<p class="summary">${prose(operation.summary)}. <span class="can">${permission(operation)}</span></p>
${operation.description ? html`<p>${prose(operation.description)}</p>` : ''}
<div class="columns"><div>
${parameters(operation.parameters, document)}
${body ? html`<h4>Body</h4>${shape(body, document)}` : ''}
${answers(operation, document)}
</div><div>${request(entry, body, document)}</div></div>
</article>`
}

/** Words between backquotes are code. */
function prose(words: string): (Html | string)[] {
  return words.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}

function permission(operation: Operation): string {
  const can = operation['x-permission']
  if (can === 'public') return 'Open to everybody'
  return can === 'member' ? 'Any member' : `Needs ${can}`
}

function parameters(list: Parameter[], document: OpenApi): Html | string {
  const own = list.filter((one) => one.in !== 'header' || one.name === 'Idempotency-Key')
  if (own.length === 0) return ''
  const rows = own.map(
    (
      one,
    ) => html`<li><code class="field">${one.name}</code>${one.required ? '' : html`<span class="opt">optional</span>`}
 <span class="type">${one.in}, ${typeOf(one.schema, document)}</span>
 ${one.description ? html`<span class="about">${one.description}</span>` : ''}</li>`,
  )
  return html`<h4>Parameters</h4><ul class="shape">${rows}</ul>`
}

function answers(operation: Operation, document: OpenApi): Html {
  const parts = Object.entries(operation.responses).map(([status, answer]) => {
    if ('$ref' in answer) return null
    const schema = answer.content?.['application/json']?.schema
    return html`<h4>Answer <b class="status">${status}</b></h4>${schema ? shape(schema, document) : html`<p>${answer.description}</p>`}`
  })
  const refusals = Object.entries(operation.responses).filter(([, answer]) => '$ref' in answer)
  const statuses = refusals.map(([status]) => html`<b class="status">${status}</b> `)
  return html`${parts}<p class="refusals">Refusals: ${statuses}</p>`
}

/** A request to copy, and a form to send it from here. */
function request({ method, path, operation }: Entry, body: JsonSchema | undefined, document: OpenApi): Html {
  const sample = body ? JSON.stringify(example(body, document), null, 2) : ''
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${document.servers[0]?.url}${path}`,
    ...(operation.security.length > 0 ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...(body
      ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(example(body, document))}'`]
      : []),
  ]
  const fields = operation.parameters
    .filter((one) => one.in === 'path' || one.in === 'query')
    .map(
      (one) =>
        html`<label>${one.name}<input name="${one.name}" data-in="${one.in}"${one.required ? html` required` : ''}></label>`,
    )
  return html`<div class="code"><button type="button" class="copy">Copy</button><pre>${lines.join(' \\\n  ')}</pre></div>
<details class="try"><summary>Try it</summary><form data-method="${method}" data-path="${path}">${fields}
${body ? html`<label>Body<textarea name="body" rows="${Math.min(16, sample.split('\n').length + 1)}" spellcheck="false">${sample}</textarea></label>` : ''}
<button type="submit">Send</button><output aria-live="polite"></output></form></details>`
}

const LANTERN = new Html(
  '<svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"><path d="M9 4a3 3 0 0 1 6 0" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M7 7h10l-1 3v8l1 2H7l1-2v-8z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/><path class="flame" d="M12 10.5c1.6 1.7 2.2 2.8 2.2 3.9a2.2 2.2 0 1 1-4.4 0c0-1.1.6-2.2 2.2-3.9z"/></svg>',
)
