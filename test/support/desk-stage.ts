import { silentLog } from '../../lib/log/index.ts'
import { makeIssue } from '../../src/relate/inbox/escalation/sender/issue-leg.ts'
import { claim } from '../../src/relate/inbox/escalation/sender/queue.ts'
import { followIssues } from '../../src/relate/inbox/escalation/tool/follow.ts'
import {
  addService,
  complaint,
  escalationStage,
  made,
  type Raised,
  raised,
  type Stage,
} from './escalation.ts'
import { type DeskKind, type Desks, startDesks } from './issue-server.ts'
import { loopbackHttp } from './listening.ts'

const TOOLS = {
  github: { project: 'ardoise/boutique' },
  gitlab: { project: 'ardoise/sav/boutique' },
  jira: { project: 'SAV', user: 'lea@example.org', type: 'Bug' },
}

export interface DeskStage extends Stage {
  desks: Desks
  service(kind: DeskKind): Promise<string>
  /** A matter with its issue made in the tool. */
  ask(kind: DeskKind, serviceId?: string): Promise<Raised>
  follow(): Promise<number>
  shown(id: string): Promise<Raised>
  /** As somebody of the team does. */
  act(id: string, kind: string): Promise<Response>
}

/** Services whose tools are simulators at the wire. */
export async function deskStage(): Promise<DeskStage> {
  const http = loopbackHttp()
  const stage = await escalationStage(http)
  const desks = await startDesks()
  const usual = { db: stage.server.db, http, sealing: stage.sealing, clock: stage.clock, log: silentLog() }
  const ways = { publicUrl: 'https://veille.example', mailWay: async () => undefined }
  async function work(): Promise<void> {
    for (const leg of await claim(stage.server.db, 50, 60_000, stage.clock.now()))
      if (leg.what === 'issue')
        await makeIssue(
          { ...usual, ...ways, tellMember: async () => undefined },
          leg,
          AbortSignal.timeout(10_000),
        )
  }
  const shown = async (id: string) => made<Raised>(await stage.agent.browser.get(`/escalations/${id}`), 200)
  function service(kind: DeskKind): Promise<string> {
    const tool = { kind, url: `${desks.url}/${kind}`, title: '', body: '', ...TOOLS[kind] }
    return addService(stage, { name: kind, tool, token: desks.token })
  }
  return {
    ...stage,
    ...{ desks, service, shown },
    async ask(kind, serviceId) {
      const { conversationId } = await complaint(stage)
      const one = await raised(stage, conversationId, serviceId ?? (await service(kind)))
      await work()
      return shown(one.id)
    },
    follow: () => followIssues(usual, stage.clock.now(), AbortSignal.timeout(10_000)),
    act: (id, kind) => stage.agent.browser.post(`/escalations/${id}/acts`, { kind }),
    async close() {
      await desks.close()
      await stage.close()
      await http.close()
    },
  }
}
