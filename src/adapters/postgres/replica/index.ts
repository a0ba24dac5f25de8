export { createPostgresReplica } from './replica.js'
