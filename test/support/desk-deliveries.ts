import { createHmac } from 'node:crypto'
import type { DeskKind } from './issue-server.ts'

/** `edited`: of the issue. `rewritten`, `erased`: of a comment. */
export type DeskNews = 'closed' | 'reopened' | 'comment' | 'rewritten' | 'erased' | 'edited' | 'ping'

export interface DeskDelivery {
  headers: Record<string, string>
  body: string
}

const PROJECTS = { github: 'ardoise/boutique', gitlab: 'ardoise/sav/boutique', jira: 'SAV' }

/** What a tool posts when something happens to an issue, in the shape that its documentation gives it, signed by `secret`. */
export function deskDelivery(
  kind: DeskKind,
  news: DeskNews,
  {
    number = '1',
    secret,
    id,
    project = PROJECTS[kind],
  }: { number?: string; secret: string; id: string; project?: string },
): DeskDelivery {
  const [headers, payload] = { github, gitlab, jira }[kind](news, number, id, project)
  const body = JSON.stringify({ ...payload, delivered: id })
  return { headers: { 'content-type': 'application/json', ...headers, ...proof(kind, secret, body) }, body }
}

export function proof(kind: DeskKind, secret: string, body: string): Record<string, string> {
  const hex = createHmac('sha256', secret).update(body).digest('hex')
  if (kind === 'gitlab') return { 'x-gitlab-token': secret }
  return { [kind === 'github' ? 'x-hub-signature-256' : 'x-hub-signature']: `sha256=${hex}` }
}

/** As GitLab signs where a signing token is set: Standard Webhooks. */
export function standardProof(secret: string, body: string, at: Date, id = 'msg-1'): Record<string, string> {
  const time = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const hash = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${hash}` }
}

type Made = [headers: Record<string, string>, payload: object]

/** What happens to a comment, as each tool calls it. GitLab posts nothing when one is taken away. */
const COMMENTS = {
  github: { comment: 'created', rewritten: 'edited', erased: 'deleted' },
  gitlab: { comment: 'create', rewritten: 'update', erased: undefined },
  jira: { comment: 'comment_created', rewritten: 'comment_updated', erased: 'comment_deleted' },
} as const

/** Whether a tool posts anything at all when that happens. */
export function isTold(kind: DeskKind, news: DeskNews): boolean {
  return !isOfComment(news) || COMMENTS[kind][news] !== undefined
}

function isOfComment(news: DeskNews): news is keyof (typeof COMMENTS)['github'] {
  return news in COMMENTS.github
}

function github(news: DeskNews, number: string, id: string, project: string): Made {
  const ofComment = isOfComment(news)
  const event = news === 'ping' ? 'ping' : ofComment ? 'issue_comment' : 'issues'
  const headers = {
    'x-github-event': event,
    'x-github-delivery': id,
    'user-agent': 'GitHub-Hookshot/44aadca',
  }
  const repository = { id: 12, full_name: project, private: true }
  if (news === 'ping') return [headers, { zen: 'Keep it logically awesome.', hook_id: 7, repository }]
  const issue = { number: Number(number), title: 'Colis', state: news === 'closed' ? 'closed' : 'open' }
  const sender = { login: 'lea', type: 'User' }
  const times = { created_at: '2026-11-18T09:00:00Z', updated_at: '2026-11-18T09:05:00Z' }
  const comment = {
    ...{ id: 3, body: 'Vu', user: sender, author_association: 'MEMBER', ...times },
    html_url: `https://github.example/i/${number}#issuecomment-3`,
  }
  const more = ofComment ? { action: COMMENTS.github[news], comment } : { action: news }
  const changes = news === 'rewritten' ? { changes: { body: { from: 'Lu' } } } : {}
  return [headers, { ...more, ...changes, issue, repository, sender }]
}

function gitlab(news: DeskNews, number: string, id: string, project: string): Made {
  const ofComment = isOfComment(news)
  const name = ofComment ? 'Note Hook' : news === 'ping' ? 'Push Hook' : 'Issue Hook'
  const headers = { 'x-gitlab-event': name, 'x-gitlab-event-uuid': `event-${id}`, 'idempotency-key': id }
  const common = { user: { name: 'Léa' }, project: { id: 7, path_with_namespace: project } }
  if (news === 'ping') return [headers, { object_kind: 'push', ...common }]
  const iid = Number(number)
  if (ofComment) {
    const times = { created_at: '2026-11-18 09:00:00 UTC', updated_at: '2026-11-18 09:05:00 UTC' }
    const action = COMMENTS.gitlab[news]
    const note = {
      id: 3,
      note: 'Vu',
      noteable_type: 'Issue',
      internal: false,
      system: false,
      ...times,
      action,
    }
    const issue = { id: 70, iid, state: 'opened' }
    return [headers, { object_kind: 'note', event_type: 'note', ...common, object_attributes: note, issue }]
  }
  const action = news === 'closed' ? 'close' : news === 'reopened' ? 'reopen' : 'update'
  const state = news === 'closed' ? 'closed' : 'opened'
  return [headers, { object_kind: 'issue', ...common, object_attributes: { id: 70, iid, action, state } }]
}

function jira(news: DeskNews, number: string, id: string, project: string): Made {
  const headers = { 'x-atlassian-webhook-identifier': id, 'x-atlassian-webhook-flow': 'Primary' }
  const key = number.replace(/^[A-Z]+/, project)
  const at = 'https://jira.example/rest/api/2/issue/10002'
  const issue = { id: '10002', self: at, key, fields: { summary: 'Colis' } }
  if (news === 'ping') return [headers, { timestamp: 1, webhookEvent: 'jira:version_released' }]
  const person = { displayName: 'Léa', accountType: 'atlassian' }
  const comment = {
    ...{
      id: '3',
      self: `${at}/comment/3`,
      body: 'Vu',
      author: person,
      updateAuthor: person,
      jsdPublic: true,
    },
    ...{ created: '2026-11-18T10:00:00.000+0100', updated: '2026-11-18T10:05:00.000+0100' },
  }
  if (isOfComment(news)) return [headers, { timestamp: 1, webhookEvent: COMMENTS.jira[news], comment, issue }]
  const items = news === 'edited' ? [{ field: 'summary' }] : [{ field: 'status' }, { field: 'resolution' }]
  return [headers, { timestamp: 1, webhookEvent: 'jira:issue_updated', issue, changelog: { id: '1', items } }]
}
