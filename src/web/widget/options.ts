import type { Chat } from './chat.ts'
import { h, put } from './dom.ts'

/** Who the visitor is, the exchange by mail, erasure, and what is kept how long. */
export function optionsView(chat: Chat, back: () => void, renew: () => void): HTMLElement {
  const { words, talk, door, look } = chat
  const status = h('p', { role: 'status', class: 'status' })
  const told = (work: Promise<unknown>, done: string | undefined) =>
    work.then(
      () => put(status, done),
      (error: Error) => put(status, error.message || words.offline),
    )
  const act = (label: string | undefined, run: (event: Event) => void) =>
    h('button', { type: 'button', class: 'wide', onclick: run }, label)
  const forget = (event: Event) => {
    const button = event.currentTarget as HTMLElement
    if (!button.dataset.sure) {
      button.dataset.sure = 'asked'
      return put(button, words.forget_sure)
    }
    door('/forget', { token: talk.token }).then(
      () => {
        renew()
        put(chat.said, words.forgotten)
      },
      (error: Error) => put(status, error.message || words.offline),
    )
  }
  return h(
    'div',
    { class: 'options' },
    act(words.back, back),
    talk.begun && chat.who.apart(),
    talk.begun &&
      act(
        words.transcript,
        () => void told(door('/transcript', { token: talk.token }), words.transcript_done),
      ),
    talk.begun && act(words.forget, forget),
    h('a', { href: look.page, target: '_blank', rel: 'noopener' }, words.page),
    h(
      'p',
      { class: 'hush' },
      words.retention,
      ' ',
      look.privacyUrl !== '' &&
        h('a', { href: look.privacyUrl, target: '_blank', rel: 'noopener' }, words.privacy),
    ),
    status,
  )
}
