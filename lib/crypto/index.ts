export { keepKey, loadOrCreateKey, parseKey, type SecretKey } from './key.ts'
export { constantTimeEqual, randomToken } from './random.ts'
export { keyFor, open, seal } from './seal.ts'
export { hashToken, matchesToken, newToken, packIds, unpackIds } from './token.ts'
