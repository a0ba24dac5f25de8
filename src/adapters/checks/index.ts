export { createChecks } from './checks.js'
