export { attend } from './attend.ts'
export { follow } from './follow.ts'
export { type Chunk, type LineHost, PACE, type Pace, type Source } from './pace.ts'
