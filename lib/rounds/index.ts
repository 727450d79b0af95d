export { type Rounds, type RoundsParts, startRounds } from './rounds.ts'
