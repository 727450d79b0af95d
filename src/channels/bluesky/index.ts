export { bluesky, createBluesky } from './firehose/firehose.ts'
