export { createFilesArchive } from './archive.js'
