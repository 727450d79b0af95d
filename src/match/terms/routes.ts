import { z } from 'zod'
import { idParams, type Route, route, whoIs } from '../../access/index.ts'
import { errorWords } from '../query/describe.ts'
import { foldName, MAX_TERM, readTerms, type TermList } from './list.ts'
import { changeList, createList, deleteList, readLists, usesOfLists } from './store.ts'

// Longer ones are taken in, so that the refusal is ours and says which.
const terms = z.array(z.string().max(4 * MAX_TERM)).max(20_000)
const name = z.string().max(200)

const listReply = z.object({
  id: z.string(),
  name: z.string(),
  terms: z.array(z.string()),
  changed: z.string(),
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
})

type Uses = Awaited<ReturnType<typeof usesOfLists>>

function present(list: TermList, uses: Uses): z.input<typeof listReply> {
  const users = (uses.get(foldName(list.name)) ?? []).filter((one) => one.kind !== 'tally')
  return {
    id: list.id,
    name: list.name,
    terms: list.terms,
    changed: list.changed.toISOString(),
    usedBy: users.map((one) => ({ id: one.id, name: one.name })),
  }
}

export const termRoutes: Route[] = [
  route({
    method: 'get',
    path: '/term-lists',
    summary: 'Lists of terms that queries ask for as list:name, with who asks',
    tag: 'alerts',
    can: 'alerts:read',
    reply: z.object({ items: z.array(listReply) }),
    handler: async ({ db, workspaceId }) => {
      const uses = await usesOfLists(db, workspaceId)
      return { items: (await readLists(db, workspaceId)).map((list) => present(list, uses)) }
    },
  }),
  route({
    method: 'post',
    path: '/term-lists',
    summary: 'Makes a list of terms, one word, phrase, beginning, tag or handle each',
    tag: 'alerts',
    can: 'alerts:manage',
    body: z.strictObject({ name, terms }),
    reply: listReply,
    status: 201,
    handler: async ({ db, workspaceId, principal }, { body }) =>
      present(await createList(db, workspaceId, body, whoIs(principal)), new Map()),
  }),
  route({
    method: 'patch',
    path: '/term-lists/{id}',
    summary: 'Changes a list; the alerts that ask for it listen and look back anew',
    tag: 'alerts',
    can: 'alerts:manage',
    params: idParams,
    body: z.strictObject({ name: name.optional(), terms: terms.optional() }),
    reply: listReply,
    handler: async ({ db, workspaceId, principal }, { params, body }) => {
      const list = await changeList(db, workspaceId, params.id, body, whoIs(principal))
      return present(list, await usesOfLists(db, workspaceId))
    },
  }),
  route({
    method: 'delete',
    path: '/term-lists/{id}',
    summary: 'Takes a list away that no alert asks for',
    tag: 'alerts',
    can: 'alerts:manage',
    params: idParams,
    status: 204,
    handler: async ({ db, workspaceId, principal }, { params }) => {
      await deleteList(db, workspaceId, params.id, whoIs(principal))
      return new Response(null, { status: 204 })
    },
  }),
  route({
    method: 'post',
    path: '/term-lists/check',
    summary: 'Reads terms without keeping them: those that will do, and what is wrong with the others',
    tag: 'alerts',
    can: 'member',
    body: z.strictObject({ terms }),
    reply: z.object({
      terms: z.array(z.string()),
      faults: z.array(z.object({ line: z.number(), term: z.string(), message: z.string() })),
    }),
    status: 200,
    handler: async ({ locale }, { body }) => {
      const read = readTerms(body.terms)
      const faults = read.faults.map(({ line, term, error }) => ({
        line,
        term,
        message: errorWords(error, locale),
      }))
      return { terms: read.terms, faults }
    },
  }),
]
