export { type ControlDatabase, deleteControlDatabase, openControlDatabase } from './control-database.js'
export { ControlDatabaseError } from './error.js'
