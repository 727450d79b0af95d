import { createHmac } from 'node:crypto'
import type { ChannelAccount } from '../../src/server/api.ts'

/** Sends items to a webhook account as its sender would, signed. */
export function deliverer({ hookUrl = '', secret = '' }: ChannelAccount) {
  return async (items: object[]): Promise<void> => {
    const body = JSON.stringify(items)
    const time = Math.floor(Date.now() / 1000)
    const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
    const headers = { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` }
    const answer = await fetch(hookUrl, { method: 'POST', headers, body })
    if (answer.status !== 202) throw new Error(`the hook answered ${answer.status}: ${await answer.text()}`)
  }
}
