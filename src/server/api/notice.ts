/** GET, PUT /on-call {shifts}. Days: Monday is 1. Hours by the workspace's clocks; not after `starts`: into the next day. */
export interface OnCall {
  timeZone: string
  shifts: Shift[]
  /** Ids of the members who are on call now. */
  now: string[]
}
export interface Shift {
  memberId: string
  days: number[]
  starts: string
  ends: string
}
