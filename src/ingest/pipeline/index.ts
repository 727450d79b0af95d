export { normalise } from './normalise.ts'
export { DROP_REASONS, type Passage, type PipelineDeps, type Source } from './passage.ts'
export { commit, drink, ingest, PIPELINE, prepare } from './pipeline.ts'
export { appendSent } from './sent.ts'
