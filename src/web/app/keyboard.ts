import { useEffect, useRef } from 'react'

export interface Binding {
  /** One key, or two pressed in a row: `j`, `g i`, `?`, `Shift+ArrowDown`. */
  keys: string
  /** Translation key of what it does. */
  label: string
  run(): void
}

export interface Group {
  /** Translation key of the group's title in the map. */
  title: string
  bindings: Binding[]
}

const SEQUENCE_MS = 900
const groups = new Set<{ current: Group }>()
let pending: { key: string; at: number } | undefined

/** What the keyboard does at this moment, for the map. */
export function activeGroups(): Group[] {
  return [...groups].map((group) => group.current).filter((group) => group.bindings.length > 0)
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    ? !(target instanceof HTMLInputElement && target.type === 'checkbox')
    : false
}

/** A menu or a dialog has the keyboard to itself. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], dialog[open], [role="menu"]') !== null
}

function find(keys: string): Binding | undefined {
  for (const group of [...groups].reverse()) {
    const found = group.current.bindings.find((binding) => binding.keys === keys)
    if (found) return found
  }
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (isTyping(event.target) || isCovered()) return
  const key = event.key.length > 1 && event.shiftKey ? `Shift+${event.key}` : event.key
  const first = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.key : undefined
  pending = undefined
  const binding = (first ? find(`${first} ${key}`) : undefined) ?? find(key)
  if (binding) {
    event.preventDefault()
    binding.run()
  } else if (/^[a-z]$/.test(key)) {
    pending = { key, at: event.timeStamp }
  }
}

/** Gives keys to a view for as long as it is on screen; the newest view is asked first. */
export function useKeys(title: string, bindings: Binding[]): void {
  const group = useRef<Group>({ title, bindings })
  group.current = { title, bindings }
  useEffect(() => {
    groups.add(group)
    if (groups.size === 1) document.addEventListener('keydown', onKeyDown)
    return () => {
      groups.delete(group)
      if (groups.size === 0) document.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}
