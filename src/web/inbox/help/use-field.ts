import { type RefObject, useCallback, useEffect, useState } from 'react'
import { typeInto } from '../../lib/field.ts'
import { mendedText } from '../answer/mend.ts'

export interface Field {
  ref: RefObject<HTMLTextAreaElement | null>
  text: string
  /** Where the cursor stands; the end of the text as long as nobody has been in the field. */
  caret: number
  /** Writes in the place of a stretch, so that the browser’s own undo takes it back, and marks what is to be filled next. */
  put(start: number, end: number, text: string, mark?: { start: number; end: number }): void
  mark(start: number, end: number): void
}

/** The field of an answer, for those who write in it besides the keyboard. */
export function useField(
  ref: RefObject<HTMLTextAreaElement | null>,
  text: string,
  change: (text: string) => void,
): Field {
  const [caret, setCaret] = useState(text.length)
  useEffect(() => {
    const follow = () => {
      const node = ref.current
      if (node && document.activeElement === node) setCaret(node.selectionEnd)
    }
    document.addEventListener('selectionchange', follow)
    document.addEventListener('input', follow)
    return () => {
      document.removeEventListener('selectionchange', follow)
      document.removeEventListener('input', follow)
    }
  }, [ref])
  const mark = useCallback(
    (start: number, end: number) => {
      ref.current?.focus()
      ref.current?.setSelectionRange(start, end)
    },
    [ref],
  )
  const put = useCallback<Field['put']>(
    (start, end, words, next) => {
      const node = ref.current
      const one = { start, end, text: words }
      if (!node || !typeInto(node, one, words)) change(mendedText(node?.value ?? text, one))
      const at = start + words.length
      mark(next?.start ?? at, next?.end ?? at)
    },
    [ref, text, change, mark],
  )
  return { ref, text, caret: Math.min(caret, text.length), put, mark }
}
