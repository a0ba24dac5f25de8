export { createPostgresArchive } from './archive.js'
