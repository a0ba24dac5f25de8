export { createMariadbArchive } from './archive.js'
