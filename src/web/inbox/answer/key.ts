/** What a key asks for while an answer is written. */
export type Meaning = 'send' | 'send-done' | 'leave' | 'mend'

interface Press {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
  /** Of an input method that is putting a word together: its keys are its own. */
  isComposing: boolean
}

/**
 * Enter alone makes a line; with Ctrl or Cmd it sends, with Shift besides it also closes the conversation; with Alt it
 * takes the first mend that courtesy proposes.
 */
export function meaningOf({ key, ctrlKey, metaKey, shiftKey, altKey, isComposing }: Press): Meaning | null {
  if (isComposing) return null
  if (key === 'Escape') return 'leave'
  if (key === 'Enter' && altKey) return 'mend'
  if (key !== 'Enter' || !(ctrlKey || metaKey)) return null
  return shiftKey ? 'send-done' : 'send'
}
