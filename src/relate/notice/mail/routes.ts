import { uuidv7 } from 'uuidv7'
import { Problem } from '../../../../lib/errors/index.ts'
import { translate } from '../../../../lib/i18n/index.ts'
import { contactsOf, type Route, route } from '../../../access/index.ts'
import { handOver } from '../../../channels/email/index.ts'
import { ChannelFailure } from '../../../channels/index.ts'
import type { NoticeWays } from '../sender/deps.ts'
import { compose } from './compose.ts'
import { leaveToken } from './unsubscribe.ts'

/** Tries the way of mails, at once and in sight. */
export function mailRoutes(ways: NoticeWays): Route[] {
  return [
    route({
      method: 'post',
      path: '/notices/test-mail',
      summary: 'Sends you a mail without meaning, now',
      tag: 'notices',
      can: 'alerts:read',
      limit: 5,
      status: 204,
      handler: async ({ db, workspaceId, principal: { memberId }, clock, request }) => {
        const way = await ways.mailWay(db, workspaceId)
        if (!way) throw new Problem('mail_no_way', { status: 409 })
        const to = (await contactsOf(db, workspaceId)).find((one) => one.memberId === memberId)
        if (!to) throw new Problem('mail_no_way', { status: 409 })
        const body = translate(to.locale, 'notice:test.body')
        const letter = await compose({
          ...{ id: uuidv7(), from: way.from, to: { name: to.name, address: to.email }, at: clock.now() },
          words: {
            subject: translate(to.locale, 'notice:test.title'),
            text: `${body}\n`,
            html: `<p>${body}</p>`,
          },
          oneClick: `${ways.publicUrl}/api/v1/notices/unsubscribe/${leaveToken(ways.leaveSecret, { workspaceId, memberId, scope: 'all' })}`,
        })
        try {
          await handOver(way.server, letter, { http: way.http, signal: request.signal, now: clock.now })
        } catch (error) {
          if (!(error instanceof ChannelFailure)) throw error
          const { kind } = error.failure
          throw new Problem('mail_failed', {
            status: 502,
            ours: false,
            values: { words: kind },
            cause: error,
          })
        }
        return new Response(null, { status: 204 })
      },
    }),
  ]
}
