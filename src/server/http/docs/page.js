// What the documentation page does beyond being read: find, copy, try.
const search = document.getElementById('search')
const nothing = document.getElementById('nothing')

search.addEventListener('input', () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
  let shown = 0
  for (const group of document.querySelectorAll('nav section')) {
    let any = false
    for (const item of group.querySelectorAll('li')) {
      item.hidden = !words.every((word) => item.dataset.find.includes(word))
      any ||= !item.hidden
    }
    group.hidden = !any
    if (any) shown++
  }
  nothing.hidden = shown > 0
})

document.addEventListener('keydown', (event) => {
  const typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? '')
  if (event.key === '/' && !typing) {
    event.preventDefault()
    search.focus()
  }
})

document.getElementById('key-form').addEventListener('submit', (event) => event.preventDefault())

for (const button of document.querySelectorAll('.copy')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.nextElementSibling.textContent)
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 1500)
  })
}

for (const form of document.querySelectorAll('.try form')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const output = form.querySelector('output')
    output.textContent = '…'
    output.replaceChildren(...(await tell(form)))
  })
}

/** Sends the form's request with the key, or with the session of this browser. */
async function tell(form) {
  let path = form.dataset.path
  const query = new URLSearchParams()
  for (const field of form.querySelectorAll('[data-in]')) {
    if (field.dataset.in === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(field.value))
    else if (field.value !== '') query.append(field.name, field.value)
  }
  const headers = {}
  const key = document.getElementById('key').value.trim()
  if (key) headers.authorization = `Bearer ${key}`
  const body = form.elements.namedItem('body')?.value
  if (body !== undefined) headers['content-type'] = 'application/json'
  const question = query.size > 0 ? `?${query}` : ''
  const began = performance.now()
  try {
    const method = form.dataset.method.toUpperCase()
    // biome-ignore lint/style/noRestrictedGlobals: this runs in the reader's browser, towards this very server.
    const response = await fetch(`/api/v1${path}${question}`, { method, headers, body })
    const text = await response.text()
    const took = Math.round(performance.now() - began)
    return [line(`${response.status} ${response.statusText}, ${took} ms`), block(pretty(text))]
  } catch (error) {
    return [line(`No answer: ${error.message}`)]
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function line(text) {
  const p = document.createElement('p')
  p.textContent = text
  return p
}

function block(text) {
  const pre = document.createElement('pre')
  pre.textContent = text.slice(0, 20_000)
  return pre
}

/** Marks in the list the route being read. */
const links = new Map([...document.querySelectorAll('nav a')].map((link) => [link.hash.slice(1), link]))
const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue
      for (const link of links.values()) link.removeAttribute('aria-current')
      links.get(entry.target.id)?.setAttribute('aria-current', 'true')
    }
  },
  { rootMargin: '-20% 0px -70% 0px' },
)
for (const article of document.querySelectorAll('article')) seen.observe(article)
