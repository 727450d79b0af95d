import { z } from 'zod'
import { emailAddress, localeCode, newPassword, personName, timeZone } from '../fields.ts'
import type { Auth } from '../identity/identity.ts'
import { anyOwner } from '../members/store.ts'
import { readinessSchema } from '../readiness/readiness.ts'
import { type Route, route } from '../route.ts'
import { type Begin, setUp } from './setup.ts'

const state = route({
  method: 'get',
  path: '/setup',
  summary: 'Whether the first owner is still to be made',
  tag: 'Set-up',
  can: 'public',
  reply: z.object({ needed: z.boolean() }).meta({ id: 'SetupState' }),
  async handler({ db }) {
    return { needed: !(await anyOwner(db)) }
  },
})

function begin(auth: Auth, prepare: Begin): Route {
  return route({
    method: 'post',
    path: '/setup',
    summary: 'Make the first owner and workspace, with the token of the one-time link; signs in',
    tag: 'Set-up',
    can: 'public',
    limit: 10,
    body: z
      .strictObject({
        token: z.string().min(1).max(200),
        owner: z.strictObject({ name: personName, email: emailAddress, password: newPassword }),
        workspace: z.strictObject({ name: z.string().trim().min(1).max(100), timeZone, locale: localeCode }),
        readiness: readinessSchema,
      })
      .meta({ id: 'SetupRequest' }),
    status: 204,
    async handler({ db, clock, request }, { body }) {
      const setCookies = await setUp(db, auth, body, prepare, request.headers, clock.now())
      const response = new Response(null, { status: 204 })
      for (const line of setCookies) response.headers.append('set-cookie', line)
      return response
    },
  })
}

export function setupRoutes(auth: Auth, prepare: Begin): Route[] {
  return [state, begin(auth, prepare)]
}
