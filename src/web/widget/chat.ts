import type { SiteLook } from '../../server/api.ts'
import { type Composer, composerOf } from './composer.ts'
import { h, icon, put } from './dom.ts'
import type { Door } from './door.ts'
import { type List, listOf } from './list.ts'
import type { Memory } from './memory.ts'
import { optionsView } from './options.ts'
import { callBackView } from './slots.ts'
import { type Facts, Talk } from './talk.ts'
import { type WhoForm, whoForm } from './who.ts'

export interface Parts {
  look: SiteLook
  door: Door
  memory: Memory
  facts(): Facts
  /** Fills a page of its own instead of a corner of another's. */
  whole: boolean
  /** A conversation that is known by other means than memory. */
  token?: string | undefined
}

type View = 'talk' | 'call-back' | 'options'

/** The chat as it stands in a page. */
export interface Chat extends Parts {
  words: Record<string, string>
  talk: Talk
  open: boolean
  /** Whether the browser may remember was asked, or needs not be. */
  asked: boolean
  view: View
  /** What was there when the visitor last looked. */
  looked: number
  list: List
  composer: Composer
  who: WhoForm
  aside: HTMLElement
  said: HTMLElement
  body: HTMLElement
  panel: HTMLElement
  launcher: HTMLElement
  badge: HTMLElement
}

/** The chat: a button in the corner, and the panel that it opens; or the panel alone, in a page of its own. */
export function createChat(parts: Parts): HTMLElement {
  const words = parts.look.words
  const chat = { ...parts, words, open: parts.whole, view: 'talk', looked: 0 } as Chat
  const remembered = parts.memory.recall()
  chat.asked = remembered !== undefined || parts.whole
  chat.aside = h('div', { class: 'aside' })
  chat.said = h('p', { role: 'status', class: 'status' })
  chat.body = h('div', { class: 'body' })
  chat.badge = h('span', { class: 'badge', hidden: true })
  chat.list = listOf(parts.look, {
    again: (id) => chat.talk.again(id),
    remove: (id) => chat.talk.remove(id),
  })
  chat.who = whoForm(words, (given) => chat.door('/who', { token: chat.talk.token, ...given }))
  chat.composer = composerOf(chat)
  chat.launcher = launcherOf(chat)
  chat.panel = panelOf(chat)
  chat.talk = begin(chat, parts.token ?? remembered)
  addEventListener('online', () => chat.talk.hurry())
  document.addEventListener('visibilitychange', () => changed(chat))
  show(chat, 'talk', false)
  changed(chat)
  return h('div', { class: 'veillee' }, chat.panel, !parts.whole && chat.launcher)
}

function begin(chat: Chat, token?: string): Talk {
  const { door, facts } = chat
  return new Talk({ door, facts, token, changed: () => changed(chat) })
}

function launcherOf(chat: Chat): HTMLElement {
  const { words, badge } = chat
  const attributes = {
    class: 'launcher',
    type: 'button',
    'aria-controls': 'panel',
    onclick: () => toggle(chat, !chat.open),
  }
  return h('button', attributes, icon('chat'), h('span', {}, words.open), badge)
}

function panelOf(chat: Chat): HTMLElement {
  const { look, words, whole, body } = chat
  const head = (label: string | undefined, run: () => void, ...inside: (Node | string | undefined)[]) =>
    h('button', { type: 'button', class: 'head', 'aria-label': label, title: label, onclick: run }, ...inside)
  return h(
    'section',
    {
      id: 'panel',
      class: whole ? 'panel whole' : 'panel',
      role: whole ? 'region' : 'dialog',
      'aria-labelledby': 'title',
      onkeydown: (event) => leave(chat, event as KeyboardEvent),
    },
    h(
      'header',
      {},
      h(whole ? 'h1' : 'h2', { id: 'title' }, look.name),
      look.callBack && head(words.call_back, () => show(chat, 'call-back'), words.call_back),
      head(words.options, () => show(chat, chat.view === 'options' ? 'talk' : 'options'), icon('more')),
      !whole && head(words.close, () => toggle(chat, false), icon('close')),
    ),
    body,
  )
}

function toggle(chat: Chat, to: boolean): void {
  chat.open = to
  changed(chat)
  if (to) chat.composer.focus()
  else chat.launcher.focus()
}

function leave(chat: Chat, event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  event.stopPropagation()
  if (chat.view !== 'talk') show(chat, 'talk')
  else if (!chat.whole) toggle(chat, false)
}

/** One view fills the panel at a time; the one that comes has the focus. */
function show(chat: Chat, view: View, focus = true): void {
  const { body, words, door, look, facts } = chat
  chat.view = view
  const back = () => show(chat, 'talk')
  if (view === 'talk') put(body, chat.list.node, chat.aside, chat.said, chat.who.node, chat.composer.node)
  else if (view === 'options')
    put(
      body,
      optionsView(chat, back, () => renew(chat)),
    )
  else put(body, callBackView({ words, door, lang: look.lang, facts }, back))
  if (!focus) return
  if (view === 'talk') chat.composer.focus()
  else body.querySelector<HTMLElement>('button')?.focus()
}

/** Another conversation, of which nobody knows anything yet. */
function renew(chat: Chat): void {
  chat.memory.forget()
  chat.talk.stop()
  chat.looked = 0
  chat.asked = chat.whole
  chat.talk = begin(chat)
  show(chat, 'talk', false)
  changed(chat)
}

function rememberAsk(chat: Chat): HTMLElement {
  const { words, memory, door } = chat
  const answer = (yes: boolean) => () => {
    chat.asked = true
    if (yes) memory.keep(chat.talk.token)
    door('/who', { token: chat.talk.token, remember: yes }).catch(() => {})
    changed(chat)
    chat.composer.focus()
  }
  return h(
    'div',
    { class: 'ask', role: 'group', 'aria-label': words.remember },
    h('p', {}, words.remember),
    h('button', { type: 'button', onclick: answer(true) }, words.remember_yes),
    h('button', { type: 'button', onclick: answer(false) }, words.remember_no),
  )
}

function changed(chat: Chat): void {
  const { talk, words, look, open, launcher, badge } = chat
  if (!talk) return
  const { state } = talk
  if (state.gone) {
    renew(chat)
    put(chat.said, words.forgotten)
    return
  }
  chat.panel.hidden = !open
  launcher.setAttribute('aria-expanded', String(open))
  const last = state.items.at(-1)?.n ?? 0
  if (open && !document.hidden) {
    chat.looked = last
    talk.see(last)
  }
  const unread = state.items.filter((item) => item.ours && item.n > chat.looked).length
  badge.hidden = unread === 0
  put(badge, String(unread), h('span', { class: 'unseen' }, ` ${words.unread}`))
  chat.list.show(state, look.greeting || (look.open ? words.intro : words.intro_away) || '')
  chat.who.node.hidden = talk.begun || look.open
  put(
    chat.aside,
    !state.online && h('p', { class: 'notice', role: 'status' }, words.offline),
    !look.open && look.greeting && !talk.begun && h('p', { class: 'notice' }, words.intro_away),
    talk.begun && !chat.asked && rememberAsk(chat),
  )
}
