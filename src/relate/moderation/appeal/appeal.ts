/** What an author says is sealed for its act alone. */
export function appealPurpose(workspaceId: string, actId: string): string {
  return `appeal:${workspaceId}:${actId}`
}

/** Times that something can be said before it is decided: a link that others can read is not used up by one of them. */
export const MOST_STATEMENTS = 5
export const LONGEST_STATEMENT = 4_000

export interface Statement {
  at: string
  text: string
}

/** What was said before, and this. */
export function added(before: readonly Statement[], text: string, at: Date): Statement[] {
  return [...before, { at: at.toISOString(), text }]
}
