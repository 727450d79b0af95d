import type { Chat } from './chat.ts'
import { h, icon, put } from './dom.ts'

export interface Composer {
  node: HTMLElement
  focus(): void
}

interface Sent {
  id: string
  name: string
}

const TAKEN = 'image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain'

/** Where the visitor writes: Enter sends, Shift and Enter begin a line, files go ahead of the message that names them. */
export function composerOf(chat: Chat): Composer {
  const { words, look } = chat
  const files: Sent[] = []
  const chips = h('ul', { class: 'chips' })
  const refresh = () => showChips(words, chips, files, refresh)
  const text = h('textarea', {
    rows: '2',
    maxlength: '4000',
    placeholder: words.message,
    'aria-label': words.message,
    oninput: () => chat.talk.typing(),
    onkeydown: (event) => {
      const { key, shiftKey, isComposing } = event as KeyboardEvent
      if (key === 'Enter' && !shiftKey && !isComposing) send(event)
    },
  })
  function send(event: Event): void {
    event.preventDefault()
    if (text.value.trim() === '' && files.length === 0) return
    // Nobody is here: without an address an answer would reach nobody.
    if (!look.open && !chat.talk.begun && !chat.who.complete()) return
    chat.talk.say(text.value.trim(), files.splice(0), chat.who.given())
    text.value = ''
    refresh()
  }
  const picker = h('input', {
    type: 'file',
    hidden: true,
    accept: TAKEN,
    onchange: () => void attach(chat, picker, files).then(refresh),
  })
  const button = (
    label: string | undefined,
    shape: 'clip' | 'send',
    more: Record<string, string | (() => void)>,
  ) => h('button', { 'aria-label': label, title: label, ...more }, icon(shape))
  const row = h(
    'div',
    { class: 'row' },
    look.files && button(words.attach, 'clip', { type: 'button', onclick: () => picker.click() }),
    text,
    button(words.send, 'send', { class: 'send' }),
  )
  return {
    node: h('form', { class: 'composer', onsubmit: send }, chips, row, picker),
    focus: () => text.focus(),
  }
}

async function attach(chat: Chat, picker: HTMLInputElement, files: Sent[]): Promise<void> {
  const file = picker.files?.[0]
  picker.value = ''
  if (!file) return
  const form = new FormData()
  form.set('token', chat.talk.token)
  form.set('lang', chat.look.lang)
  form.set('file', file)
  put(chat.said, chat.words.file_wait)
  await chat.door<Sent>('/file', form).then(
    (sent) => {
      files.push(sent)
      put(chat.said)
    },
    (error: Error) => put(chat.said, error.message || chat.words.offline),
  )
}

function showChips(words: Record<string, string>, chips: Element, files: Sent[], refresh: () => void): void {
  const remove = (one: Sent) => {
    files.splice(files.indexOf(one), 1)
    refresh()
  }
  const label = (one: Sent) => words.remove?.replace('{{file}}', one.name)
  put(
    chips,
    ...files.map((one) =>
      h(
        'li',
        {},
        one.name,
        h('button', { type: 'button', 'aria-label': label(one), onclick: () => remove(one) }, icon('close')),
      ),
    ),
  )
}
