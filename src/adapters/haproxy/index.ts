export { createHaproxyRouter } from './router.js'
