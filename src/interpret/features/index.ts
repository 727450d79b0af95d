export { withoutFormulas } from './courtesy.ts'
export { deniedAmong } from './denial.ts'
export { type Features, featuresOf, scaleOf } from './features.ts'
export { hashOf, joined, KIND } from './hash.ts'
