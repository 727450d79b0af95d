import type { Handle } from '../../lib/db/index.ts'
import type { Readiness } from '../access/index.ts'
import { createAlert, parseQuery } from '../match/index.ts'

/** The first alerts of a workspace, from the names that were given: the brand's, and one a competitor. */
export async function firstAlerts(
  tx: Handle,
  { workspaceId, userId, readiness }: { workspaceId: string; userId: string; readiness: Readiness },
): Promise<void> {
  const { names, competitors } = readiness.brand
  const wanted = [
    { name: names[0] ?? '', query: anyOf(names), kind: 'brand' as const, inbox: true },
    ...competitors.map((name) => ({ name, query: anyOf([name]), kind: 'competitor' as const, inbox: false })),
  ]
  for (const alert of wanted) {
    if (alert.query !== '') await createAlert(tx, workspaceId, alert, { userId })
  }
}

/** A name made of signs only cannot be asked for, nor more than a query holds: these are left for a person to word. */
function anyOf(names: string[]): string {
  return names.reduce((query, name) => {
    const one = `"${name.replaceAll('"', ' ')}"`
    const longer = query === '' ? one : `${query} OR ${one}`
    return parseQuery(longer).ok ? longer : query
  }, '')
}
