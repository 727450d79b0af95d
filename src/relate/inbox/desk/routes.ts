import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import {
  audit,
  type Context,
  contactsOf,
  idParams,
  onCallNow,
  type Route,
  route,
  timeOfDay,
  whoIs,
} from '../../../access/index.ts'
import { getPerson } from '../../../people/index.ts'
import { ownersOf } from '../assign/candidate.ts'
import { isAway, isThere } from './desk.ts'
import { keepAbsence, keepProfile, listGroups, matesOf, ownersSet, replaceGroups, setOwner } from './store.ts'

const tag = 'assignment'
const person = z.object({ id: z.string(), name: z.string() })
const hours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  starts: timeOfDay,
  ends: timeOfDay,
})
const profile = z.strictObject({
  skills: z.array(z.string().trim().min(1).max(60)).max(50),
  langs: z.array(z.string().trim().min(2).max(10)).max(30),
  capacity: z.int().min(1).max(100_000).nullable(),
  hours: z.array(hours).max(21),
})
const absence = z.strictObject({ from: z.iso.datetime().nullable(), until: z.iso.datetime().nullable() })

const deskReply = z.object({
  members: z.array(
    profile.extend({
      ...person.shape,
      open: z.number(),
      timeZone: z.string(),
      absence,
      away: z.boolean(),
      there: z.boolean(),
    }),
  ),
  groups: z.array(z.object({ id: z.string(), name: z.string(), members: z.array(z.string()) })),
})

const ownerReply = z.object({
  /** Who is in charge: who was said to be, else who answered last. */
  member: person.nullable(),
  set: z.boolean(),
})

export const deskRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assignment/team',
    summary:
      'Whom conversations can be given to: skills, languages, hours, absences, groups, and what lies on each desk',
    tag,
    can: 'inbox:read',
    reply: deskReply,
    handler: present,
  }),
  route({
    method: 'put',
    path: '/assignment/team/{id}',
    summary: 'Changes what is known of a member: skills, languages, capacity, hours',
    tag,
    can: 'team:manage',
    params: idParams,
    body: profile,
    reply: deskReply,
    handler: (context, { params, body }) =>
      change(context, params.id, 'assignment.profile', { ...body }, (tx, workspaceId) =>
        keepProfile(tx, workspaceId, params.id, body),
      ),
  }),
  route({
    method: 'put',
    path: '/assignment/team/{id}/absence',
    summary: 'Says from when until when a member is away; without a beginning they are there',
    tag,
    can: 'team:manage',
    params: idParams,
    body: absence,
    reply: deskReply,
    handler: (context, { params, body }) => absent(context, params.id, body),
  }),
  route({
    method: 'put',
    path: '/me/absence',
    summary: 'Says from when until when you are away; without an end until you say otherwise',
    tag,
    can: 'inbox:write',
    body: absence,
    reply: deskReply,
    handler: (context, { body }) => absent(context, context.principal.memberId, body),
  }),
  route({
    method: 'put',
    path: '/assignment/groups',
    summary: 'Puts groups of members in place of those before',
    tag,
    can: 'team:manage',
    body: z.strictObject({
      groups: z
        .array(
          z.strictObject({
            id: z.uuid().optional(),
            name: z.string().trim().min(1).max(60),
            members: z.array(z.uuid()).max(500),
          }),
        )
        .max(100),
    }),
    reply: deskReply,
    async handler(context, { body: { groups } }) {
      const { db, workspaceId, principal } = context
      await inTransaction(db, async (tx) => {
        const known = new Set((await contactsOf(tx, workspaceId)).map(({ memberId }) => memberId))
        if (groups.some(({ members }) => members.some((id) => !known.has(id)))) throw notFound('member')
        await replaceGroups(tx, workspaceId, groups)
        const detail = { groups: groups.map(({ name, members }) => `${name} (${members.length})`) }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'assignment.groups', target: workspaceId, detail })
      })
      return present(context)
    },
  }),
  ...ownerRoutes(),
]

function absent(context: Context, memberId: string, { from, until }: z.output<typeof absence>) {
  const dates = { from: from ? new Date(from) : null, until: until ? new Date(until) : null }
  return change(context, memberId, 'assignment.absence', { from, until }, (tx, workspaceId) =>
    keepAbsence(tx, workspaceId, memberId, dates),
  )
}

async function change(
  context: Context,
  memberId: string,
  action: string,
  detail: Record<string, unknown>,
  work: (tx: Context['db'], workspaceId: string) => Promise<void>,
) {
  const { db, workspaceId, principal } = context
  await inTransaction(db, async (tx) => {
    const member = (await contactsOf(tx, workspaceId)).find((one) => one.memberId === memberId)
    if (!member) throw notFound('member')
    await work(tx, workspaceId)
    await audit(tx, { workspaceId, who: whoIs(principal), action, target: memberId, detail })
  })
  return present(context)
}

async function present({ db, workspaceId, clock, memberNames }: Context): Promise<z.input<typeof deskReply>> {
  const now = clock.now()
  const [mates, groups, onCall, names] = await Promise.all([
    matesOf(db, workspaceId),
    listGroups(db, workspaceId),
    onCallNow(db, workspaceId, now),
    memberNames(),
  ])
  const members = mates.map((mate) => ({
    ...{ id: mate.memberId, name: names.get(mate.memberId) ?? '', open: mate.open, timeZone: mate.zone },
    ...{ skills: [...mate.skills], langs: [...mate.langs], capacity: mate.capacity },
    hours: mate.hours.map((one) => ({ ...one })),
    absence: {
      from: mate.absence.from?.toISOString() ?? null,
      until: mate.absence.until?.toISOString() ?? null,
    },
    away: isAway(mate.absence, now),
    there: isThere(mate, now, onCall.has(mate.memberId)),
  }))
  return { members: members.sort((a, b) => a.name.localeCompare(b.name)), groups }
}

function ownerRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/people/{id}/owner',
      summary: 'The member in charge of a customer: who was said to be, else who answered them last',
      tag,
      can: 'people:read',
      params: idParams,
      reply: ownerReply,
      handler: (context, { params }) => presentOwner(context, params.id),
    }),
    route({
      method: 'put',
      path: '/people/{id}/owner',
      summary: 'Puts a member in charge of a customer; null: whoever answered them last',
      tag,
      can: 'people:write',
      params: idParams,
      body: z.strictObject({ owner: z.uuid().nullable() }),
      reply: ownerReply,
      async handler(context, { params, body: { owner: memberId } }) {
        const { db, workspaceId } = context
        await inTransaction(db, async (tx) => {
          await getPerson(tx, workspaceId, params.id)
          const known = (await contactsOf(tx, workspaceId)).some((one) => one.memberId === memberId)
          if (memberId && !known) throw notFound('member')
          await setOwner(tx, workspaceId, params.id, memberId)
        })
        return presentOwner(context, params.id)
      },
    }),
  ]
}

async function presentOwner({ db, workspaceId, memberNames }: Context, personId: string) {
  await getPerson(db, workspaceId, personId)
  const set = (await ownersSet(db, workspaceId, [personId])).has(personId)
  const id = (await ownersOf(db, workspaceId, [{ personId }])).get(personId)
  const name = id && (await memberNames()).get(id)
  return { set, member: id && name ? { id, name } : null }
}
