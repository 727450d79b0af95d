/**
 * `waiting` for its moment, its account or its turn; `sending` in a worker's hands; `unknown`: it may have been done,
 * and a person is asked; `approval`: it waits for somebody to let it through, and stands in no lane until then. The others
 * are ends, though a person may begin `refused` anew.
 */
export const STATES = ['waiting', 'sending', 'sent', 'refused', 'unknown', 'dropped', 'approval'] as const
export type State = (typeof STATES)[number]
