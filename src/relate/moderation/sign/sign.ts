import type { Context } from '../../../access/index.ts'
import { allSigned, type Signs, type SignsOn } from '../../../activity/index.ts'
import { type Act, actsOn } from '../act/store.ts'
import { ruleOf } from '../charter/charter.ts'
import { chartersOf } from '../charter/store.ts'

type Reader = Pick<Context, 'db' | 'workspaceId' | 'principal' | 'memberNames'>

/**
 * What was decided about posts by the charter and stands, or waits: by which rule and version, by whom, when. Words that
 * were hidden or blurred are sealed for who may not read the archive.
 */
export const signsOn: SignsOn<Reader> = async (context, ids) => {
  const { db, workspaceId, principal } = context
  const acts = (await actsOn(db, workspaceId, ids)).filter(stands)
  if (acts.length === 0) return new Map()
  const versions = acts.map(({ charter_version }) => charter_version)
  const [names, charters] = await Promise.all([context.memberNames(), chartersOf(db, workspaceId, versions)])
  const reads = principal.permissions.has('moderation:archive')
  const said = (act: Act): Signs['decided'][number] => {
    const { rule_id: rule, charter_version: version, proposed_by: first } = act
    const by = act.decided_by ?? first
    const charter = charters.get(version)
    return {
      ...{ id: act.id, kind: act.kind, state: act.state === 'done' ? 'done' : 'proposed' },
      rule: { title: (charter && ruleOf(charter, rule)?.title) ?? { fr: rule, en: rule }, version },
      by: { id: by, name: names.get(by) ?? '' },
      at: (act.done ?? act.proposed).toISOString(),
    }
  }
  const signs = [...Map.groupBy(acts, (act) => act.activity_id)].map(([id, some]): [string, Signs] => {
    const covered = some.some(covers)
    return [id, { decided: some.toReversed().map(said), covered, sealed: covered && !reads }]
  })
  return new Map(signs)
}

/** Posts with what was decided about them, as who asks may see them. */
export function withSigns<T extends Parameters<typeof allSigned>[2][number]>(
  context: Reader,
  items: readonly T[],
) {
  return allSigned(context, signsOn, items)
}

/** What was refused, taken back or undone is history. */
function stands({ state }: Act): boolean {
  return state === 'done' || state === 'proposed'
}

/** Its words are put away by it; who silences an author leaves what they said. */
function covers({ state, kind }: Act): boolean {
  return state === 'done' && (kind === 'hide' || kind === 'blur')
}
