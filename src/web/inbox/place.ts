import { type RefObject, useLayoutEffect, useRef } from 'react'

/** The thread of the open conversation, by which the keyboard and what is written find it. */
export const THREAD = 'thread'
/** As near as this to the end, one reads the end. */
const NEAR_PX = 48

/** Puts the keyboard on the thread, where its keys scroll what is said. */
export function toThread(): void {
  document.getElementById(THREAD)?.focus({ preventScroll: true })
}

/** To the end of the thread: whoever writes sees what they have written take its place there. */
export function toThreadEnd(): void {
  const node = document.getElementById(THREAD)
  if (node) node.scrollTop = node.scrollHeight
}

/** Opens at the newest, at its first line where it is longer than the window; false where that is not the end. */
function open(node: HTMLElement): boolean {
  node.scrollTop = node.scrollHeight
  const last = [...node.querySelectorAll('[data-post]')].at(-1)
  if (!last) return true
  const above = node.getBoundingClientRect().top - last.getBoundingClientRect().top
  if (above <= 0) return true
  node.scrollTop -= above + 12
  return false
}

/**
 * Where a thread is read: it opens at the newest, with the keyboard on it unless that is elsewhere already, and whoever
 * reads its end stays there while it grows. What is read further up never moves.
 * @param first what the thread begins with: earlier lines that come before it do not push away what is read
 */
export function useThreadPlace(ready: boolean, first: string | undefined): RefObject<HTMLElement | null> {
  const scroller = useRef<HTMLElement>(null)
  const stood = useRef<{ first: string | undefined; post: HTMLElement | undefined; top: number }>(undefined)
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node || !ready) return
    const before = stood.current
    if (before?.post?.isConnected && before.first !== first)
      node.scrollTop += before.post.offsetTop - before.top
    const post = [...node.querySelectorAll<HTMLElement>('[data-post]')].at(-1)
    stood.current = { first, post, top: post?.offsetTop ?? 0 }
  })
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node || !ready) return
    let atEnd = open(node)
    if (document.activeElement === document.body || document.activeElement?.id === 'main') toThread()
    const follow = () => {
      if (atEnd) node.scrollTop = node.scrollHeight
    }
    const sizes = new ResizeObserver(follow)
    const watch = () => {
      for (const part of [node, ...node.children]) sizes.observe(part)
    }
    const parts = new MutationObserver(watch)
    const note = () => {
      atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_PX
    }
    watch()
    parts.observe(node, { childList: true })
    node.addEventListener('scroll', note, { passive: true })
    return () => {
      sizes.disconnect()
      parts.disconnect()
      node.removeEventListener('scroll', note)
    }
  }, [ready])
  return scroller
}
