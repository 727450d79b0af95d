export { type Answer, type Client, clientAt, clientOf, originOf } from './client.ts'
export { type Instance, instanceOf } from './instance.ts'
export { credentialFrom, oauthFailure, partiesOf, throughDoor } from './oauth.ts'
export { PAGE, pageOf } from './page.ts'
