export interface PersonTable {
  workspace_id: string
  id: string
  name: string
  email: string | null
  avatar: string | null
  created: Date
}

export interface PersonIdentityTable {
  workspace_id: string
  channel: string
  /** Stable id on the network. */
  actor_id: string
  person_id: string
  handle: string | null
  url: string | null
}

export interface PeopleTables {
  person: PersonTable
  person_identity: PersonIdentityTable
}
