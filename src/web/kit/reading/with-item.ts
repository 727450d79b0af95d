import type { ActivityItem } from '../../../server/api.ts'

function isItem(value: object): value is ActivityItem {
  return 'sentiment' in value && 'verb' in value && 'id' in value
}

/** Whatever holds a post, with that post as it is now; what does not hold it is the very same. */
export function withItem<T>(value: T, item: ActivityItem): T {
  if (Array.isArray(value)) {
    const next = value.map((one) => withItem(one, item))
    return next.some((one, i) => one !== value[i]) ? (next as T) : value
  }
  if (typeof value !== 'object' || value === null) return value
  if (isItem(value)) return value.id === item.id ? { ...value, ...item, corrected: item.corrected } : value
  const next: Record<string, unknown> = Object.fromEntries(Object.entries(value))
  let changed = false
  for (const [key, one] of Object.entries(value)) {
    const renewed = withItem(one, item)
    if (renewed === one) continue
    next[key] = renewed
    changed = true
  }
  return changed ? (next as T) : value
}
