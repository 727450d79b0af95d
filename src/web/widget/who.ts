import { h, put } from './dom.ts'
import type { Who } from './talk.ts'

export interface WhoForm {
  node: HTMLElement
  /** What is filled in. */
  given(): Who
  /** Whether an answer would find them; where not, says what lacks. */
  complete(): boolean
  /** The same fields with a button of their own. */
  apart(): HTMLElement
}

/** Name and address, asked where nobody is here to answer, and offered at any time. */
export function whoForm(words: Record<string, string>, save: (given: Who) => Promise<unknown>): WhoForm {
  const made = fieldsOf(words)
  return {
    node: h('div', { class: 'who' }, ...made.nodes),
    given: made.given,
    complete: () => made.email.reportValidity() && made.email.value !== '',
    apart() {
      const { nodes, given } = fieldsOf(words, made.given())
      const status = h('p', { role: 'status', class: 'status' })
      const submit = (event: Event) => {
        event.preventDefault()
        save(given()).then(
          () => put(status, words.saved),
          (error: Error) => put(status, error.message || words.offline),
        )
      }
      return h(
        'form',
        { class: 'who', onsubmit: submit },
        ...nodes,
        h('button', { class: 'wide' }, words.save),
        status,
      )
    },
  }
}

function fieldsOf(words: Record<string, string>, was: Who = {}) {
  const name = h('input', { autocomplete: 'name', maxlength: '100', value: was.name })
  const email = h('input', {
    type: 'email',
    autocomplete: 'email',
    maxlength: '254',
    required: true,
    value: was.email,
  })
  const label = (text: string | undefined, field: HTMLElement, why?: string) =>
    h('label', {}, text, why && h('small', {}, why), field)
  return {
    email,
    nodes: [label(words.name, name), label(words.email, email, words.email_why)],
    given: () => ({
      ...(name.value.trim() && { name: name.value.trim() }),
      ...(email.value.trim() && { email: email.value.trim() }),
    }),
  }
}
