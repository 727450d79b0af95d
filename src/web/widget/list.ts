import type { SiteItem, SiteLook } from '../../server/api.ts'
import { h, put } from './dom.ts'
import type { Pending, State } from './talk.ts'

export interface List {
  node: HTMLElement
  show(state: State, greeting: string): void
}

/** What was said, the newest last. A list being read from further up does not move. */
export function listOf(
  { words, name: team, lang }: Pick<SiteLook, 'words' | 'name' | 'lang'>,
  acts: { again(id: string): void; remove(id: string): void },
): List {
  const lines = h('ol')
  const scroller = h('div', { class: 'log', role: 'log', 'aria-label': team, tabindex: '0' }, lines)
  const writing = h('p', { class: 'hush', role: 'status' })
  const node = h('div', { class: 'list' }, scroller, writing)
  let shown = ''
  return {
    node,
    show(state, greeting) {
      put(writing, state.writing && (words.writing ?? '').replace('{{name}}', team))
      const now = JSON.stringify([
        state.items.length,
        state.items.map((one) => one.gone),
        state.pending,
        greeting,
      ])
      if (now === shown) return
      shown = now
      const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80
      put(
        lines,
        h('li', { class: 'ours' }, h('b', { class: 'unseen' }, `${team} : `), greeting),
        ...state.items.map((item) => lineOf({ words, team, lang }, item)),
        ...state.pending.map((one) => waiting(words, one, acts)),
      )
      if (below) scroller.scrollTop = scroller.scrollHeight
    },
  }
}

function lineOf(
  { words, team, lang }: { words: Record<string, string>; team: string; lang: string },
  { ours, at, text, files, gone }: SiteItem,
): HTMLElement {
  const time = new Intl.DateTimeFormat(lang, { timeStyle: 'short' })
  return h(
    'li',
    { class: ours ? 'ours' : 'theirs' },
    h('b', { class: 'unseen' }, `${ours ? team : words.you} : `),
    gone ? h('em', {}, words.gone) : text,
    ...files.map(({ name, url }) =>
      h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, name),
    ),
    h('time', { datetime: at }, time.format(new Date(at))),
  )
}

function waiting(
  words: Record<string, string>,
  { id, text, files, refused }: Pending,
  { again, remove }: { again(id: string): void; remove(id: string): void },
): HTMLElement {
  const act = (label: string | undefined, run: () => void) =>
    h('button', { type: 'button', onclick: run }, label)
  return h(
    'li',
    { class: 'theirs waiting' },
    text,
    ...files.map(({ name }) => h('span', {}, name)),
    h('small', { role: 'status' }, refused ?? words.sending),
    refused !== undefined && act(words.retry, () => again(id)),
    refused !== undefined && act(words.drop, () => remove(id)),
  )
}
