import type { RunningProgram } from './program.ts'

export interface Client {
  workspaceId: string
  /** The session's cookie, for a browser. */
  cookie: string
  /** Calls the API as the owner. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  /** Secret of an API key with every permission of the owner. */
  key(): Promise<string>
}

/** Goes through the set-up page's own request and signs in as the first owner. */
export async function setUpOwner(program: RunningProgram, names: string[] = ['Lumignon']): Promise<Client> {
  const answer = await fetch(`${program.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: program.url },
    body: JSON.stringify({
      token: program.setUp?.split('#')[1],
      owner: { name: 'Léa', email: 'lea@example.org', password: 'une longue phrase de passe' },
      workspace: { name: 'Lumignon', timeZone: 'Europe/Paris', locale: 'fr' },
      readiness: {
        brand: { names, site: '', competitors: [], languages: ['fr'], identity: [] },
        people: { who: '', answersWithinHours: 4, outOfHours: '', approves: '' },
        objectives: [],
      },
    }),
  })
  if (!answer.ok) throw new Error(`set-up answered ${answer.status}: ${await answer.text()}`)
  return clientOf(program.url, cookieOf(answer))
}

/** Invites somebody into the workspace of `inviter`, and comes as them: named after their role. */
export async function join(url: string, inviter: Client, role: string): Promise<Client> {
  const invitation = { email: `${role}@example.org`, role }
  const { link } = await inviter.call<{ link: string }>('POST', '/invitations', invitation)
  const token = link.split(/[/#]/).at(-1)
  const answer = await fetch(`${url}/api/v1/invitations/${token}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      name: role.charAt(0).toUpperCase() + role.slice(1),
      password: 'une autre longue phrase',
    }),
  })
  if (!answer.ok) throw new Error(`the invitation answered ${answer.status}: ${await answer.text()}`)
  return clientOf(url, cookieOf(answer))
}

export async function signIn(url: string, email: string, password: string): Promise<Client> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
  return clientOf(url, cookieOf(answer))
}

function cookieOf(answer: Response): string {
  const cookies = answer.headers.getSetCookie()
  return cookies.map((line) => line.split(';')[0]).join('; ')
}

async function clientOf(url: string, cookie: string): Promise<Client> {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
  const me = await call<{ workspace: { id: string }; permissions: string[] }>('GET', '/me')
  return {
    workspaceId: me.workspace.id,
    cookie,
    call,
    key: async () =>
      (await call<{ secret: string }>('POST', '/keys', { name: 'test', permissions: me.permissions })).secret,
  }
}
