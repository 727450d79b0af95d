export { TOPIC_IDS, TOPICS, type TopicId } from './topic.ts'
export { type Topic, topicsOf } from './topics.ts'
