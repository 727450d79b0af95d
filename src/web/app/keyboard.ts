import { useLayoutEffect, useRef } from 'react'
import { type Binding, type Pending, press } from './press.ts'

export type { Binding } from './press.ts'

export interface Group {
  /** Translation key of the group's title in the map. */
  title: string
  bindings: Binding[]
}

const groups = new Set<{ current: Group }>()
let pending: Pending | undefined

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
  const pressed = press(pending, event, find)
  pending = pressed.pending
  if (!pressed.binding) return
  event.preventDefault()
  pressed.binding.run()
}

/** Gives keys to a view for as long as it is on screen; the newest view is asked first. */
export function useKeys(title: string, bindings: Binding[]): void {
  const group = useRef<Group>({ title, bindings })
  group.current = { title, bindings }
  // Before it is painted: who sees the view may press at once.
  useLayoutEffect(() => {
    groups.add(group)
    if (groups.size === 1) document.addEventListener('keydown', onKeyDown)
    return () => {
      groups.delete(group)
      if (groups.size === 0) document.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}
