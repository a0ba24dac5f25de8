export { createThrottle, type ThrottleOptions } from './throttle.js'
