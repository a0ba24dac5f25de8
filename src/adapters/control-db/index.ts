export { controlDatabaseProblem, engineProblem } from './faults.js'
export { openRunStore } from './run-store.js'
