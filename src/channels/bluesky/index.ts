export { blueskyAccount } from './account/account.ts'
export { bluesky, createBluesky } from './firehose/firehose.ts'
