import { useNow } from '../lib/clock.ts'
import { useFormat } from '../lib/use-format.ts'

/** A relative time, with the exact one on hover and for machines. */
export function When({ at }: { at: string }) {
  const format = useFormat()
  const now = useNow()
  return (
    <time dateTime={at} title={format.exact(at)}>
      {format.relative(at, now)}
    </time>
  )
}

/** How long somebody has waited: "3 h". */
export function Age({ since }: { since: string }) {
  const format = useFormat()
  const now = useNow()
  return (
    <time dateTime={since} title={format.exact(since)}>
      {format.span((now - Date.parse(since)) / 1000)}
    </time>
  )
}
