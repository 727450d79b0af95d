import { z } from 'zod'
import { cleanText } from '../../../../../../lib/text/index.ts'
import type { Tool } from '../tool.ts'

/** What somebody wrote under an issue, to whoever raised it. */
export interface Comment {
  id: string
  author: string
  at: Date
  /** When it was last written anew, where its tool says so. */
  edited: Date | null
  url: string | null
  text: string
}

/** One page of comments. */
export interface CommentPage {
  comments: Comment[]
  /** Of all that can be read there, whoever wrote it. */
  there: string[]
  /** When each was written, as they are listed. */
  times: Date[]
  /** When the last of it was written, or written anew. */
  until: Date | null
  more: boolean
}

interface Reading {
  /** Where one knows to ask for it, what was written or changed `since`; null: all. */
  path(tool: Tool, number: string, since: Date | null, page: number): string
  read(tool: Tool, number: string, answer: unknown): CommentPage
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
  edited: string | null | undefined
  url: string | null
  text: string
  /** `other`: by a program, or by somebody who does not speak for the service. `inside`: for its own people alone. */
  aside: 'other' | 'inside' | false
}

function pageOf(all: readonly Raw[], more: boolean): CommentPage {
  const times = all.flatMap(({ at }) => momentOf(at) ?? [])
  const comments = all.flatMap(({ id, author, at: written, edited: anew, url, text, aside }) => {
    const at = momentOf(written)
    const words = cleanText(text, LONGEST)
    if (aside || !at || words === '') return []
    const last = momentOf(anew)
    const edited = last && last > at ? last : null
    return [{ id: String(id), author: cleanText(author, 200), at, edited, url: linkOf(url), text: words }]
  })
  // Who has left the house has not taken back what they said while they were of it.
  const there = all.flatMap(({ id, aside }) => (aside === 'other' ? [String(id)] : []))
  const moments = [...times, ...all.flatMap(({ edited }) => momentOf(edited) ?? [])]
  const until = moments.length > 0 ? new Date(Math.max(...moments.map(Number))) : null
  return { comments, there: [...comments.map(({ id }) => id), ...there], times, until, more }
}

const githubComments = z.array(
  z.object({
    id: z.number(),
    html_url: z.string().nullish(),
    body: z.string().nullish(),
    created_at: z.string(),
    updated_at: z.string().nullish(),
    user: z.object({ login: z.string(), type: z.string().nullish() }).nullish(),
    author_association: z.string().nullish(),
  }),
)
/** Who can do something in the repository; under a public one, anybody may write. */
const OF_THE_HOUSE = ['OWNER', 'MEMBER', 'COLLABORATOR']

const github: Reading = {
  path: ({ project }, number, since, page) =>
    `/repos/${project}/issues/${number}/comments?per_page=${PAGE}&page=${page}${since ? `&since=${since.toISOString()}` : ''}`,
  read(_, _number, answer) {
    const all = githubComments.parse(answer)
    const raw = all.map(({ id, html_url, body, created_at, updated_at, user, author_association: role }) => ({
      ...{ id, author: user?.login ?? '', at: created_at, edited: updated_at },
      ...{ url: html_url ?? null, text: body ?? '' },
      aside: (user?.type === 'Bot' || (role != null && !OF_THE_HOUSE.includes(role))) && ('other' as const),
    }))
    return pageOf(raw, all.length === PAGE)
  },
}

const gitlabNotes = z.array(
  z.object({
    id: z.number(),
    body: z.string().nullish(),
    created_at: z.string(),
    updated_at: z.string().nullish(),
    author: z.object({ name: z.string(), bot: z.boolean().nullish() }).nullish(),
    system: z.boolean().nullish(),
    internal: z.boolean().nullish(),
    confidential: z.boolean().nullish(),
  }),
)
const gitlab: Reading = {
  path: ({ project }, number, _since, page) =>
    `/api/v4/projects/${encodeURIComponent(project)}/issues/${number}/notes?sort=desc&order_by=created_at&per_page=${PAGE}&page=${page}`,
  read({ url, project }, number, answer) {
    const all = gitlabNotes.parse(answer)
    const raw = all.map((note) => ({
      ...{ id: note.id, author: note.author?.name ?? '', text: note.body ?? '' },
      ...{ at: note.created_at, edited: note.updated_at },
      url: `${url.replace(/\/+$/, '')}/${project}/-/issues/${number}#note_${note.id}`,
      aside:
        note.internal || note.confidential
          ? ('inside' as const)
          : Boolean(note.system || note.author?.bot) && ('other' as const),
    }))
    return pageOf(raw, all.length === PAGE)
  },
}

const jiraComments = z.object({
  total: z.number().nullish(),
  comments: z.array(
    z.object({
      id: z.string(),
      body: z.string().nullish(),
      created: z.string(),
      updated: z.string().nullish(),
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
    const raw = comments.map(({ id, body, created, updated, author, visibility, jsdPublic }) => ({
      ...{ id, author: author?.displayName ?? '', at: created, edited: updated, text: body ?? '' },
      url: `${url.replace(/\/+$/, '')}/browse/${number}?focusedCommentId=${id}`,
      aside:
        visibility || jsdPublic === false
          ? ('inside' as const)
          : author?.accountType === 'app' && ('other' as const),
    }))
    return pageOf(raw, comments.length === PAGE && (total ?? 0) > PAGE)
  },
}

export const COMMENTS: Record<Tool['kind'], Reading> = { github, gitlab, jira }
