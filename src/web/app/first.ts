/** What the first page of a door is made of. */
interface First {
  /** Modules that the router would load one after the other. */
  pages: string[]
  words: string[]
  /** What of the API every member's first page there asks for. */
  data: string[]
}

function member(words: string[], pages: string[], data: string[] = []): First {
  return {
    pages,
    words: ['common', ...words],
    data: ['/api/v1/me', ...data],
  }
}

function front(words: string[], pages: string[]): First {
  return { pages, words: ['common', ...words], data: [] }
}

/**
 * By the first part of the address. The build writes it into the page with the names that the files got, and
 * `public/first.js` asks for all of it before the program itself has arrived.
 */
export const FIRST: Record<string, First> = {
  day: member(
    ['day', 'alarm', 'pages', 'sites'],
    ['day/day-page.tsx', 'watch/frame/lookouts-today.tsx'],
    ['/api/v1/day'],
  ),
  inbox: member(
    ['inbox', 'outbox', 'approval', 'person', 'together', 'service'],
    ['inbox/inbox-page.tsx', 'inbox/conversation-pane.tsx'],
  ),
  approvals: member(
    ['approval'],
    ['approval/approvals-page.tsx'],
    ['/api/v1/approvals?state=waiting&limit=100'],
  ),
  outbox: member(['outbox'], ['outbox/outbox-page.tsx']),
  watch: member(['watch', 'alarm'], ['watch/alerts/alerts-page.tsx']),
  moderation: member(['queue'], ['moderation/queue/queue-page.tsx']),
  people: member(['person'], ['person/person-page.tsx']),
  settings: member(['settings', 'set-up'], ['settings/settings-page.tsx']),
  'sign-in': front(['sign-in'], ['sign-in/sign-in-page.tsx']),
  'set-up': front(['set-up'], ['set-up/set-up-page.tsx']),
  invitation: front(['sign-in'], ['sign-in/invitation-page.tsx']),
}
