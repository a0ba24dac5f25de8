export { systemClock } from '../../adapters/system/clock.js'
