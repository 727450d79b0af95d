import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { createAccount } from '../../../src/ingest/index.ts'
import { keepRules } from '../../../src/relate/inbox/approval/rule/store.ts'
import { rule } from '../../support/approval.ts'
import { testDatabase } from '../../support/database.ts'
import { note } from '../../support/entries.ts'
import { type Moderators, moderators, offence } from '../../support/moderators.ts'
import { ECHO, OPEN_VAULT } from '../../support/sending.ts'
import { testMember } from '../../support/workspace.ts'
import { randomOf } from '../plan.ts'
import { Actor, Network } from './actor.ts'
import { actOn, approvalOn, faults, type Wanted } from './laws.ts'
import type { Doing, Wish } from './wish.ts'

export interface ActsResult {
  seed: number
  steps: number
  killed: number
  heard: number
  /** What must never be: each a line that says what and where. */
  wrong: string[]
}

interface Stage {
  db: Handle
  house: Moderators
  /** Who may approve answers. */
  cyr: string
  actor: Actor
  random(): number
  base: Pick<Wish, 'url' | 'workspaceId' | 'accountId'>
  steps: number
}

/** One run: some posts are acted on and some answers approved, killed at places that the seed says; each is then done once. */
export async function runActs(seed: number, posts: number): Promise<ActsResult> {
  const database = await testDatabase()
  const network = new Network()
  const actor = await Actor.at(network)
  const wrong: string[] = []
  const random = randomOf(seed * 104_729 + 5)
  let steps = 0
  try {
    const { db, url } = database
    const house = await moderators(db)
    const { workspaceId } = house
    const channel = { ...ECHO, id: 'net' }
    const accountId = await createAccount(db, OPEN_VAULT, channel, { workspaceId, name: 'Voix', config: {} })
    await inTransaction(db, (tx) =>
      keepRules(tx, workspaceId, { rules: [rule({ kind: 'money' })], seen: 0, now: house.now }),
    )
    const base = { url, workspaceId, accountId }
    const cyr = await testMember(db, workspaceId, 'approver')
    const stage: Stage = { db, house, cyr, actor, random, base, steps: 0 }
    const wanted: Wanted[] = []
    for (let n = 0; n < posts; n++)
      wanted.push(await (n % 3 === 2 ? answered(stage, n) : moderated(stage, n)))
    for (const doing of ['clock', 'send'] as const) await surely(stage, { do: doing }, random() < 0.7)
    wrong.push(...(await faults(db, workspaceId, network, wanted)))
    steps = stage.steps
  } catch (error) {
    wrong.push(`the run broke: ${error instanceof Error ? error.stack : error}`)
  } finally {
    actor.close()
    await database.close()
  }
  return { seed, steps, killed: actor.killed, heard: network.heard.size, wrong }
}

/** Killed at a place of it or not, then done again by who saw nothing happen: what it was refused as says it was done. */
async function surely(stage: Stage, doing: Doing, killed: boolean): Promise<void> {
  const { actor, base, random } = stage
  stage.steps++
  const when = random() < 0.5 ? ('before' as const) : ('after' as const)
  const nth = 1 + Math.floor(random() * (doing.do === 'send' ? 30 : 24))
  const wire = doing.do === 'send' && random() < 0.6
  const cut = killed && wire ? { nth: 1 + Math.floor(random() * 3), when } : undefined
  const kill = killed && !wire ? { nth, when } : undefined
  if ((await actor.do({ ...base, doing, kill }, cut)) === 'killed') await actor.do({ ...base, doing })
}

async function moderated(stage: Stage, n: number): Promise<Wanted> {
  const { db, house, random } = stage
  const { ana, ben, workspaceId } = house
  const harsh = random() < 0.5
  const kind = random() < 0.7 ? ('hide' as const) : ('block' as const)
  const said = note(`post-${n}`, 'Ordure de livreur, trois semaines de retard.')
  const [post = ''] = await house.put([harsh ? offence(`post-${n}`, 'Ordure de livreur.') : said])
  const act = async () => (await actOn(db, workspaceId, post))?.id ?? ''
  await surely(stage, { do: 'propose', post, kind, by: ana }, random() < 0.6)
  const waits = (await actOn(db, workspaceId, post))?.state === 'proposed'
  const ends = ['approve', 'approve', 'refuse', 'withdraw'] as const
  const decision = ends[Math.floor(random() * ends.length)] ?? 'approve'
  const by = decision === 'withdraw' ? ana : ben
  if (waits) await surely(stage, { do: 'decide', act: await act(), decision, by }, random() < 0.6)
  const done = !waits || decision === 'approve'
  if (done && random() < 0.4)
    for (const doing of ['clock', 'send'] as const) await surely(stage, { do: doing }, random() < 0.5)
  const restored = done && random() < 0.4
  if (restored) await surely(stage, { do: 'restore', act: await act(), by: ben }, random() < 0.6)
  return {
    post,
    kind,
    state: restored ? 'restored' : done ? 'done' : decision === 'refuse' ? 'refused' : 'withdrawn',
  }
}

async function answered(stage: Stage, n: number): Promise<Wanted> {
  const { db, house, cyr, random } = stage
  const { ana, workspaceId } = house
  const [post = ''] = await house.put([note(`post-${n}`, 'Et mon argent ?')])
  const text = `Bonjour, nous vous remboursons ${n + 20} euros.`
  await stage.actor.do({ ...stage.base, doing: { do: 'answer', post, text, by: ana } })
  const asked = await approvalOn(db, workspaceId, post)
  if (!asked) throw new Error('an answer of money did not wait')
  const word = random() < 0.7 ? ('approve' as const) : ('refuse' as const)
  await surely(stage, { do: word, approval: asked.id, hash: asked.hash, by: cyr }, random() < 0.7)
  return { post, text, approved: word === 'approve' }
}
