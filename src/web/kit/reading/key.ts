import { useQueryClient } from '@tanstack/react-query'
import type { ActivityItem } from '../../../server/api.ts'
import { useKeys } from '../../app/keyboard.ts'
import { useLive } from '../../app/live.ts'
import { api } from '../../lib/api.ts'
import { withItem } from './with-item.ts'

function inView(node: Element): boolean {
  const { top, bottom } = node.getBoundingClientRect()
  return bottom > 80 && top < window.innerHeight - 40
}

/** The post that has the focus, else the one under the pointer, else one in view: of a list the first, of a thread the last. */
function pressOne(last: boolean): void {
  const all = [...document.querySelectorAll<HTMLButtonElement>('[data-correct]')]
  const within = (selector: string) =>
    all.find((button) => button.closest('article.post, li')?.matches(selector))
  const seen = all.filter(inView)
  const one = within(':focus-within') ?? within(':hover') ?? (last ? seen.at(-1) : seen[0])
  one?.click()
}

/** In a view of posts: the key that corrects what is understood of one, and what others correct meanwhile. */
export function useReadings({ last = false }: { last?: boolean } = {}): void {
  const client = useQueryClient()
  useKeys('keys.reading', [{ keys: 'v', label: 'keys.correct', run: () => pressOne(last) }])
  useLive('reading', async ({ id }) => {
    if (!id || !document.querySelector(`[data-post="${CSS.escape(id)}"]`)) return
    const item = await api.get<ActivityItem>(`/activities/${id}`).catch(() => undefined)
    if (item) client.setQueriesData({}, (data: unknown) => withItem(data, item))
  })
}
