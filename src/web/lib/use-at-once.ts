import { useRef, useState } from 'react'

/**
 * A choice that is saved as soon as it is made: what it shows is what was asked, from the very click until the
 * server has answered, and then what is kept (the same, or the old one where the server refused). What is chosen
 * quickly one after the other is saved in that order.
 *
 * A mutation alone tells of what was asked only in a later turn of the page, or not at all: until then the box would
 * spring back under the finger.
 */
export function useAtOnce<T>(kept: T, save: (asked: T) => Promise<unknown>): [T, (asked: T) => void] {
  const [asked, setAsked] = useState<{ value: T }>()
  const before = useRef<Promise<void>>(Promise.resolve())
  const choose = (value: T) => {
    const mine = { value }
    const answered = () => setAsked((last) => (last === mine ? undefined : last))
    setAsked(mine)
    // Whoever saves says what went wrong; here it only ends.
    before.current = before.current.then(() => save(value)).then(answered, answered)
  }
  return [asked ? asked.value : kept, choose]
}
