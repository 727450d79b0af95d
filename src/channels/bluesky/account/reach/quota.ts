import type { HttpReply } from '../../../../../lib/http/index.ts'
import type { Host } from '../../../channel.ts'

/** What the server says may still be asked, apart for what is written: servers count that by the account. */
export function noteQuota({ headers, status }: HttpReply, writes: boolean, host: Host): void {
  const [limit, remaining, resets] = ['limit', 'remaining', 'reset'].map((name) =>
    numberIn(headers[`ratelimit-${name}`]),
  )
  if (remaining === undefined || resets === undefined) return
  host.quota?.({
    name: writes ? 'writes' : 'requests',
    remaining: status === 429 ? 0 : remaining,
    ...(limit !== undefined && { limit }),
    resets: new Date(resets * 1000),
  })
}

function numberIn(value: string | undefined): number | undefined {
  return value && /^\d{1,12}$/.test(value) ? Number(value) : undefined
}
