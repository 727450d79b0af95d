import { z } from 'zod'
import { conflict, invalid } from '../../../lib/errors/index.ts'
import { audit, type Context, type Route, route, timeZone } from '../../access/index.ts'
import { DELIMITERS, ENCODINGS, FIELDS } from '../../channels/file/index.ts'
import { cancel, mayChange, requireMapping, resume, start } from './import.ts'
import type { RunSoon } from './jobs.ts'
import { importReply, presentImport } from './present.ts'
import { decide, lookAt, receiveImport } from './reading.ts'
import { errorReport } from './report.ts'
import { changeReading, deleteImport, getImport, type ImportRow, listImports, moveImport } from './store.ts'
import { filePath, refuseLength, removeFile } from './upload.ts'

export interface ImportRouteDeps {
  /** Where the files are: `<data>/imports`. */
  folder: string
  /** Largest file, in bytes. */
  limit: number
  runSoon: RunSoon
}

const LISTED = 200
const id = z.strictObject({ id: z.uuid() })
const can = 'imports:manage'
const tag = 'imports'

const options = z
  .strictObject({
    encoding: z.enum(ENCODINGS),
    delimiter: z.enum(DELIMITERS).or(z.string().regex(/^[^\w\s"]$/)),
    escape: z.enum(['"', '\\']),
    headerLine: z.number().int().min(0).max(1_000_000),
    sheet: z
      .string()
      .max(100)
      .transform((name) => name || undefined),
    pad: z.boolean(),
    dateOrder: z.enum(['dmy', 'mdy', 'ymd']),
    timeZone,
    decimal: z.enum([',', '.']),
    ratingScale: z.number().min(1).max(1000),
    currency: z.string().regex(/^[A-Z]{3}$/),
    source: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^\p{C}]+$/u),
    network: z
      .string()
      .trim()
      .max(60)
      .transform((name) => name || undefined),
    mangled: z.boolean(),
  })
  .partial()
const mapping = z.record(z.string().max(300), z.enum(FIELDS)).refine((map) => Object.keys(map).length <= 1000)

export function importRoutes(deps: ImportRouteDeps): Route[] {
  return [...readRoutes(deps), ...changeRoutes(deps), ...actRoutes(deps)]
}

function readRoutes(deps: ImportRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/imports',
      summary: 'Imports of files, newest first',
      tag,
      can,
      reply: z.array(importReply),
      handler: async ({ db, workspaceId, locale }) => {
        const rows = await listImports(db, workspaceId, { limit: LISTED })
        return rows.map((row) => presentImport(row, locale))
      },
    }),
    route({
      method: 'get',
      path: '/imports/{id}',
      summary: 'One import, with its columns, preview and progress',
      tag,
      can,
      params: id,
      reply: importReply,
      handler: async ({ db, workspaceId, locale }, { params }) =>
        presentImport(await getImport(db, workspaceId, params.id), locale),
    }),
    route({
      method: 'get',
      path: '/imports/{id}/errors.csv',
      summary: 'The lines that were refused, each with its reason and its own cells',
      tag,
      can,
      params: id,
      limit: 30,
      handler: async (context, { params }) => {
        const row = await getImport(context.db, context.workspaceId, params.id)
        const report = errorReport(context.db, deps.folder, row, context.locale, context.request.signal)
        return new Response(streamOf(report), { headers: downloadHeaders(row) })
      },
    }),
  ]
}

function streamOf(pieces: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => {
      await pieces.return()
    },
  })
}

function downloadHeaders({ file_name }: ImportRow) {
  const base = file_name.replace(/\.\w{1,5}$/, '')
  const name = encodeURIComponent(`${base}-errors.csv`).replace(/['()*]/g, '_')
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="errors.csv"; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
  }
}

function changeRoutes(deps: ImportRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/imports',
      summary: 'Sends a file (CSV, XLSX, JSON Lines or a JSON list) and proposes how to read it',
      description: 'The file is the body, whatever its content type: what it is, its content says.',
      tag,
      can,
      query: z.strictObject({ name: z.string().trim().min(1).max(255) }),
      raw: true,
      maxBody: 0,
      limit: 60,
      reply: importReply,
      status: 201,
      handler: async (context, { query }) => {
        const { db, workspaceId, principal, request, locale } = context
        refuseLength(request.headers.get('content-length'), deps.limit)
        if (!request.body) throw invalid('import_empty')
        const fileName = query.name.replace(/[\p{C}/\\]/gu, ' ').trim() || 'import'
        const arrival = { workspaceId, fileName, source: request.body, createdBy: principal.userId }
        const row = await receiveImport(db, deps, { ...arrival, now: context.clock.now() })
        await noted(context, 'import.received', row)
        return presentImport(row, locale)
      },
    }),
    route({
      method: 'patch',
      path: '/imports/{id}',
      summary: 'Changes what the columns are, or how the file is read; what is not said is found again',
      tag,
      can,
      params: id,
      body: z.strictObject({ mapping: mapping.optional(), options: options.optional() }),
      reply: importReply,
      handler: async (context, { params, body }) => {
        const row = await getImport(context.db, context.workspaceId, params.id)
        mayChange(row)
        const given = decide(row, body)
        if (given) await readAgain(context, deps, row, given)
        return presentImport(await getImport(context.db, context.workspaceId, row.id), context.locale)
      },
    }),
    route({
      method: 'delete',
      path: '/imports/{id}',
      summary: 'Forgets an import and its file; what it brought stays',
      tag,
      can,
      params: id,
      status: 204,
      handler: async (context, { params }) => {
        const row = await getImport(context.db, context.workspaceId, params.id)
        if (row.phase) throw conflict('import_running')
        await deleteImport(context.db, row)
        await noted(context, 'import.deleted', row)
        context.later(() => removeFile(deps.folder, context.workspaceId, row.id))
        return new Response(null, { status: 204 })
      },
    }),
  ]
}

async function readAgain(
  { db, workspaceId }: Context,
  { folder }: ImportRouteDeps,
  row: ImportRow,
  given: NonNullable<ReturnType<typeof decide>>,
): Promise<void> {
  if (!row.file_kept) throw invalid('import_file_gone')
  const path = filePath(folder, workspaceId, row.id)
  const look = { workspaceId, path, encoding: row.encoding, now: row.created }
  const looked = await lookAt(db, look, given)
  await changeReading(db, row, { ...looked, given: given.options ?? {} })
}

const ACTS = {
  start: {
    summary: 'Checks the whole file, then imports it; stops in between when too many lines are refused',
    decide: (row: ImportRow) => {
      requireMapping(row.mapping)
      return start(row)
    },
  },
  cancel: { summary: 'Stops, and takes back all that it brought', decide: cancel },
  resume: { summary: 'Goes on after an interruption, or begins again', decide: resume },
} as const

function actRoutes(deps: ImportRouteDeps): Route[] {
  return (['start', 'cancel', 'resume'] as const).map((act) =>
    route({
      method: 'post',
      path: `/imports/{id}/${act}`,
      summary: ACTS[act].summary,
      tag,
      can,
      params: id,
      reply: importReply,
      status: 200,
      handler: async (context, { params }) => {
        const { db, workspaceId, locale } = context
        const row = await moveImport(db, workspaceId, params.id, (standing) => {
          if (act !== 'cancel' && !standing.file_kept) throw invalid('import_file_gone')
          return ACTS[act].decide(standing)
        })
        await noted(context, `import.${act}`, row)
        const job = { workspaceId, importId: row.id }
        if (row.phase) context.later(() => deps.runSoon(job, `${row.id}:${row.touched.getTime()}`))
        return presentImport(row, locale)
      },
    }),
  )
}

function noted({ db, workspaceId, principal }: Context, action: string, row: ImportRow) {
  const detail = { file: row.file_name, rows: row.rows, imported: row.imported }
  return audit(db, { workspaceId, who: principal, action, target: row.id, detail })
}
