import { describe, test } from 'vitest'
import { dataMoverContract } from '../../src/ports/data-mover.contract.js'
import { contractBed, whyNot } from './files-bed.js'

if (whyNot === undefined) {
  dataMoverContract('files', async () => ({ bed: async () => contractBed(), stop: async () => undefined }))
} else {
  describe('data mover: files', () => test.skip(`the contract (${whyNot})`, () => undefined))
}
