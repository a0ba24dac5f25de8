/** This machine's clock, ids and absence of faults, for the faces and the demo, which may not import adapters. */
export { randomIds, systemClock } from '../../adapters/system/clock.js'
export { noFaults } from '../../adapters/system/faults.js'
