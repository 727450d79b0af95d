export { find } from './find.ts'
export { like, remove, repost, unlike, unrepost } from './mark.ts'
export { publish } from './publish.ts'
export { profileOf, whoAmI } from './self.ts'
