import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { audit, type Context, type Route, route, whoIs } from '../../../access/index.ts'
import type { Source } from '../tier.ts'
import { refusalWords } from './report.ts'
import { type Checked, checkTierFile, type FileWord, MOST_SHOWN, takeTierFile } from './take.ts'

const tag = 'tiers'
/** Bytes: more lines than are read fit in it. */
const MOST_BYTES = 8 * 1024 * 1024
/** Refused lines that an answer names. */
const MOST_REFUSALS = 1_000

const yes = z.literal('yes').optional()
const query = {
  /** Everybody in the file gets it: a list of people needs no column of tiers. */
  tier: z.union([z.literal('none'), z.uuid()]).optional(),
  overwrite: yes,
}

const shownReply = z.object({
  line: z.number(),
  personId: z.string(),
  name: z.string(),
  was: z.string().nullable(),
  became: z.string().nullable(),
})
const checkedReply = z.object({
  seal: z.string(),
  rows: z.number(),
  columns: z.array(z.string()),
  read: z.object({ who: z.array(z.string()), tier: z.string().nullable(), network: z.string().nullable() }),
  changed: z.number(),
  same: z.number(),
  kept: z.number(),
  again: z.number(),
  refused: z.number(),
  became: z.array(z.object({ tier: z.string().nullable(), count: z.number() })),
  changing: z.array(shownReply),
  keeping: z.array(shownReply),
  refusals: z.array(z.object({ line: z.number(), who: z.string(), tier: z.string(), words: z.string() })),
})

/** Files of who bears what: told first, taken then as a whole. */
export function tierFileRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/tiers/file/check',
      summary:
        'Reads who bears which tier from a file, and tells what taking it would change; nothing is written',
      description: `The file (CSV, XLSX, JSON Lines) is the body. Its columns are a person (address, handle@network, telephone number or id) and a tier by its name; with \`tier\`, everybody in it gets that one. At most ${MOST_SHOWN} lines of each kind and ${MOST_REFUSALS} refusals are named.`,
      tag,
      can: 'people:write',
      raw: true,
      maxBody: MOST_BYTES,
      limit: 60,
      query: z.strictObject(query),
      reply: checkedReply,
      status: 200,
      handler: (context, { query: asked }) =>
        withFile(context, async (path) => {
          const { db, workspaceId } = context
          return presented(context, await checkTierFile(db, workspaceId, path, wordOf(context, asked)))
        }),
    }),
    route({
      method: 'post',
      path: '/tiers/file',
      summary: 'Takes a file of tiers, all of it or nothing, in one change that can be undone',
      description:
        'With the `seal` of a check, 409 where it would do something else by now. Where lines are refused nothing is taken, unless `partial` leaves them out. A tier that a member gave stays, unless `overwrite`.',
      tag,
      can: 'people:write',
      raw: true,
      maxBody: MOST_BYTES,
      limit: 60,
      query: z.strictObject({
        ...query,
        name: z.string().trim().max(255).default(''),
        seal: z.string().max(40).optional(),
        partial: yes,
      }),
      reply: checkedReply.extend({ change: z.string() }),
      status: 200,
      handler: (context, { query: asked }) => withFile(context, (path) => taken(context, path, asked)),
    }),
  ]
}

interface Asked {
  tier?: string | undefined
  overwrite?: 'yes' | undefined
}

/** Whoever names the tier for a list says so themselves; a tier that a file names is the file’s word. */
function wordOf({ principal }: Context, { tier, overwrite }: Asked): FileWord {
  const own: Source = principal.keyId ? 'api' : 'hand'
  return {
    source: tier === undefined ? 'import' : own,
    overwrite: overwrite === 'yes',
    ...(tier === undefined ? {} : { everyone: { tierId: tier === 'none' ? null : tier } }),
  }
}

async function taken(
  context: Context,
  path: string,
  asked: Asked & { name: string; seal?: string | undefined; partial?: 'yes' | undefined },
) {
  const { db, workspaceId, principal, clock } = context
  const by = { by: principal.memberId, now: clock.now(), seal: asked.seal, partial: asked.partial === 'yes' }
  const file = asked.name.replace(/[\p{C}/\\]/gu, ' ').trim()
  return inTransaction(db, async (tx) => {
    const { change, checked } = await takeTierFile(tx, workspaceId, path, {
      ...wordOf(context, asked),
      ...by,
    })
    const detail = { file, people: checked.changed, refused: checked.refused.length }
    await audit(tx, {
      workspaceId,
      who: whoIs(principal),
      action: 'people.tier_file',
      target: change,
      detail,
    })
    return { ...presented(context, checked), change }
  })
}

function presented({ locale }: Context, { refused, ...checked }: Checked): z.input<typeof checkedReply> {
  const refusals = refused
    .slice(0, MOST_REFUSALS)
    .map((one) => ({ line: one.line, who: one.who, tier: one.tier, words: refusalWords(locale, one) }))
  return { ...checked, refused: refused.length, refusals }
}

/** Has the body in a file of its own for as long as `work` lasts: workbooks are read from their end. */
async function withFile<R>({ request }: Context, work: (path: string) => Promise<R>): Promise<R> {
  const bytes = Buffer.from(await request.arrayBuffer())
  if (bytes.length === 0) throw invalid('import_empty')
  const folder = await mkdtemp(join(tmpdir(), 'veillee-tiers-'))
  try {
    const path = join(folder, 'tiers')
    await writeFile(path, bytes, { mode: 0o600 })
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
