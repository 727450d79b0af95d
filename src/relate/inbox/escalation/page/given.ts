import { z } from 'zod'
import type { Handle } from '../../../../../lib/db/index.ts'
import { invalid, Problem } from '../../../../../lib/errors/index.ts'
import { attachmentIdOf, examineFile, keepFile, refuseUnfit } from '../../../../activity/index.ts'

const KINDS = ['seen', 'answer', 'question', 'solved', 'refused', 'handed'] as const

/** What a form of the page holds. */
export interface Given {
  kind: (typeof KINDS)[number] | 'link'
  text: string
  to: string
  entryId: string | undefined
  /** Keeps the files that came with it. */
  keep(tx: Handle, workspaceId: string): Promise<string[]>
}

const MOST_FILES = 5
const LONGEST = 20_000

/** @throws Problem `body_invalid` (422), `escalation_files` (422), or what is wrong with a file */
export async function readGiven(request: Request, maxBytes: number): Promise<Given> {
  const form = await request.formData().catch((error) => {
    if (error instanceof Problem) throw error
    throw invalid('body_invalid')
  })
  const word = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const kind = z.enum([...KINDS, 'link']).safeParse(word('do'))
  if (!kind.success) throw invalid('body_invalid')
  const text = word('text').replaceAll('\r\n', '\n').replaceAll('\0', '').slice(0, LONGEST)
  const entry = z.uuid().safeParse(word('form'))
  const files = form.getAll('files').filter((one): one is File => one instanceof File && one.size > 0)
  return {
    ...{ kind: kind.data, text, to: kind.data === 'handed' ? addressIn(word('to')) : '' },
    entryId: entry.success ? entry.data : undefined,
    async keep(tx, workspaceId) {
      if (files.length > MOST_FILES || files.some(({ size }) => size > maxBytes))
        throw invalid('escalation_files', { most: MOST_FILES })
      const ids: string[] = []
      for (const file of files) {
        const one = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
        refuseUnfit(examineFile(one))
        ids.push(attachmentIdOf((await keepFile(tx, workspaceId, one)).url) ?? '')
      }
      return ids
    },
  }
}

function addressIn(text: string): string {
  return text.trim().toLowerCase().slice(0, 320)
}
