import type { SiteLook } from '../../server/api.ts'
import { createChat } from './chat.ts'
import { h, put } from './dom.ts'
import { openDoor } from './door.ts'
import { formView } from './form.ts'
import { memoryOf } from './memory.ts'
import style from './widget.css?inline'

const LANGS = ['fr', 'en']

/** A place of ours in somebody's page: nothing of their styles comes in, nothing of ours goes out. */
function shadowIn(
  host: HTMLElement,
  { colour, ink }: Pick<SiteLook, 'colour' | 'ink'>,
  theme: string | undefined,
): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' })
  // Sheets made by the program need no leave of the page's content security policy.
  const own = new CSSStyleSheet()
  own.replaceSync(`:host{--colour:${colour};--ink:${ink}}${style}`)
  root.adoptedStyleSheets = [own]
  if (theme) host.dataset.theme = theme
  return root
}

async function start(script: HTMLScriptElement): Promise<void> {
  const { site = '', lang, theme, mode, token } = script.dataset
  const door = openDoor(new URL(script.src).origin, site, (url, init) => fetch(url, init))
  const page = lang ?? document.documentElement.lang.slice(0, 2).toLowerCase()
  const look = await door<SiteLook>(LANGS.includes(page) ? `?lang=${page}` : '')
  const facts = () => ({
    lang: look.lang,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    page: location.href.split('#')[0],
    referrer: document.referrer,
  })
  for (const place of document.querySelectorAll<HTMLElement>('[data-veillee-form]')) {
    const root = shadowIn(place, look, theme)
    const box = h('div', { class: 'veillee', lang: look.lang })
    root.append(box)
    formView({ words: look.words, door, facts }, place.dataset.veilleeForm ?? '').then(
      (form) => put(box, form),
      (error: Error) => put(box, error.message),
    )
  }
  if (!look.chat && !look.callBack) return
  if (mode === 'forms') return
  const whole = mode === 'page'
  const host = whole ? document.querySelector<HTMLElement>('main') : document.body.appendChild(h('div'))
  if (!host) return
  if (whole) put(host)
  const box = whole ? host.appendChild(h('div')) : host
  box.lang = look.lang
  const known = token || undefined
  shadowIn(box, look, theme).append(
    createChat({ look, door, memory: memoryOf(site), facts, whole, token: known }),
  )
}

const script = document.currentScript
if (script instanceof HTMLScriptElement) {
  const run = () => void start(script).catch(() => undefined)
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', run)
  else run()
}
