export {
  keepKey,
  loadOrCreateKey,
  nextKey,
  parseKey,
  promoteNextKey,
  readNextKey,
  type SecretKey,
} from './key.ts'
export { constantTimeEqual, randomToken } from './random.ts'
export { opensWith, reseal, type SealedColumn } from './reseal.ts'
export { keyFor, open, seal } from './seal.ts'
export { hashToken, matchesToken, newToken, openLink, packIds, unpackIds } from './token.ts'
