/** What a person does once, or what the program does for them. */
export type Doing =
  | { do: 'propose'; post: string; kind: 'hide' | 'block'; by: string }
  | { do: 'decide'; act: string; decision: 'approve' | 'refuse' | 'withdraw'; by: string }
  | { do: 'restore'; act: string; by: string }
  | { do: 'answer'; post: string; text: string; by: string }
  | { do: 'approve' | 'refuse'; approval: string; hash: string; by: string }
  | { do: 'clock' }
  | { do: 'send' }

export interface Wish {
  doing: Doing
  url: string
  workspaceId: string
  accountId: string
  /** Ends the process, as kill -9 does, beside the nth statement that it asks the database for. */
  kill?: { nth: number; when: 'before' | 'after' } | undefined
}

/** What a child says: that it is done, by a Problem's name where it was refused, or what it asks the network for. */
export type Word = { done: true; refused?: string } | { heard: Heard; n: number } | { ready: true }

/** What the network is asked for, by the key of the errand. */
export interface Heard {
  key: string
  act: string
  text: string | null
}
