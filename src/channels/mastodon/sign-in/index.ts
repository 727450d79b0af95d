export { serverAt, serverIn } from './server.ts'
export { type Scopes, signInFor } from './sign-in.ts'
