export { find } from './find.ts'
export { like, remove, repost } from './mark.ts'
export { publish } from './publish.ts'
export { profileOf, whoAmI } from './self.ts'
