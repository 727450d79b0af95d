import { z } from 'zod'
import { cleanText } from '../../../../../lib/text/index.ts'
import type { Tool } from './tool.ts'

/** What somebody wrote under an issue, to whoever raised it. */
export interface Comment {
  id: string
  author: string
  at: Date
  url: string | null
  text: string
}

/** One page of comments. `until`: when the last of it was written, whoever wrote it. */
export interface CommentPage {
  comments: Comment[]
  until: Date | null
  more: boolean
}

interface Reading {
  path(tool: Tool, number: string, since: Date, page: number): string
  read(tool: Tool, number: string, answer: unknown, since: Date): CommentPage
}

const PAGE = 100
/** A text of a tool is a text of ours from then on, and no longer than one. */
const LONGEST = 20_000

/** Reads a moment; Jira writes the hours of its zone without a colon. */
export function momentOf(text: string | null | undefined): Date | null {
  const time = text ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time)
}

/** An address that a page may link to; a tool is somebody else's program. */
export function linkOf(url: string | null | undefined): string | null {
  const parsed = url && url.length <= 2000 ? URL.parse(url) : null
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null
}

interface Raw {
  id: number | string
  author: string
  at: string
  url: string | null
  text: string
  /** Written by a program, by somebody who does not speak for the service, or for its own people alone. */
  aside: boolean
}

function pageOf(all: readonly Raw[], more: boolean): CommentPage {
  const times = all.flatMap(({ at }) => momentOf(at) ?? [])
  const comments = all.flatMap(({ id, author, at: written, url, text, aside }) => {
    const at = momentOf(written)
    const words = cleanText(text, LONGEST)
    if (aside || !at || words === '') return []
    return [{ id: String(id), author: cleanText(author, 200), at, url: linkOf(url), text: words }]
  })
  const until = times.length > 0 ? new Date(Math.max(...times.map(Number))) : null
  return { comments, until, more }
}

/** Whether the oldest of a page, which lists the newest first, is still news. */
function goesOn(all: readonly { created_at: string }[], since: Date): boolean {
  const oldest = momentOf(all.at(-1)?.created_at)
  return all.length === PAGE && oldest !== null && oldest >= since
}

const githubComments = z.array(
  z.object({
    id: z.number(),
    html_url: z.string().nullish(),
    body: z.string().nullish(),
    created_at: z.string(),
    user: z.object({ login: z.string(), type: z.string().nullish() }).nullish(),
    author_association: z.string().nullish(),
  }),
)
/** Who can do something in the repository; under a public one, anybody may write. */
const OF_THE_HOUSE = ['OWNER', 'MEMBER', 'COLLABORATOR']

const github: Reading = {
  path: ({ project }, number, since, page) =>
    `/repos/${project}/issues/${number}/comments?per_page=${PAGE}&page=${page}&since=${since.toISOString()}`,
  read(_, _number, answer) {
    const all = githubComments.parse(answer)
    const raw = all.map(({ id, html_url, body, created_at, user, author_association: role }) => ({
      ...{ id, author: user?.login ?? '', at: created_at, url: html_url ?? null, text: body ?? '' },
      aside: user?.type === 'Bot' || (role != null && !OF_THE_HOUSE.includes(role)),
    }))
    return pageOf(raw, all.length === PAGE)
  },
}

const gitlabNotes = z.array(
  z.object({
    id: z.number(),
    body: z.string().nullish(),
    created_at: z.string(),
    author: z.object({ name: z.string(), bot: z.boolean().nullish() }).nullish(),
    system: z.boolean().nullish(),
    internal: z.boolean().nullish(),
    confidential: z.boolean().nullish(),
  }),
)
const gitlab: Reading = {
  path: ({ project }, number, _, page) =>
    `/api/v4/projects/${encodeURIComponent(project)}/issues/${number}/notes?sort=desc&order_by=created_at&per_page=${PAGE}&page=${page}`,
  read({ url, project }, number, answer, since) {
    const all = gitlabNotes.parse(answer)
    const raw = all.map((note) => ({
      ...{ id: note.id, author: note.author?.name ?? '', at: note.created_at, text: note.body ?? '' },
      url: `${url.replace(/\/+$/, '')}/${project}/-/issues/${number}#note_${note.id}`,
      aside: Boolean(note.system || note.internal || note.confidential || note.author?.bot),
    }))
    return pageOf(raw, goesOn(all, since))
  },
}

const jiraComments = z.object({
  total: z.number().nullish(),
  comments: z.array(
    z.object({
      id: z.string(),
      body: z.string().nullish(),
      created: z.string(),
      author: z.object({ displayName: z.string().nullish(), accountType: z.string().nullish() }).nullish(),
      visibility: z.unknown().optional(),
      jsdPublic: z.boolean().nullish(),
    }),
  ),
})
const jira: Reading = {
  path: (_, number, _since, page) =>
    `/rest/api/2/issue/${number}/comment?orderBy=-created&maxResults=${PAGE}&startAt=${(page - 1) * PAGE}`,
  read({ url }, number, answer) {
    const { comments, total } = jiraComments.parse(answer)
    const raw = comments.map(({ id, body, created, author, visibility, jsdPublic }) => ({
      ...{ id, author: author?.displayName ?? '', at: created, text: body ?? '' },
      url: `${url.replace(/\/+$/, '')}/browse/${number}?focusedCommentId=${id}`,
      aside: Boolean(visibility) || jsdPublic === false || author?.accountType === 'app',
    }))
    // One that does not know how to sort gives the oldest first: all of them are read, whichever comes first.
    return pageOf(raw, comments.length === PAGE && (total ?? 0) > PAGE)
  },
}

export const COMMENTS: Record<Tool['kind'], Reading> = { github, gitlab, jira }
