import type { Handle } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { listWorkspaces, type Workspace } from '../../access/index.ts'

/**
 * The workspace that a command is about: the one named (or its id), or the only one there is.
 * @throws Problem `workspace_none`, `workspace_which`, `workspace_unknown`
 */
export async function workspaceFor(db: Handle, name: string | undefined): Promise<Workspace> {
  const all = await listWorkspaces(db)
  const names = all.map((one) => one.name).join(', ')
  const [first] = all
  if (!first) throw invalid('workspace_none')
  if (name === undefined) {
    if (all.length > 1) throw invalid('workspace_which', { names })
    return first
  }
  const found = all.filter((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase())
  const [only] = found
  if (!only) throw invalid('workspace_unknown', { name, names })
  if (found.length > 1) throw invalid('workspace_which', { names: found.map((one) => one.id).join(', ') })
  return only
}
