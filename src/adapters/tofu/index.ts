export { createTofuRunner } from './runner.js'
