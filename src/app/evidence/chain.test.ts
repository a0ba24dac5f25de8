import { describe, expect, it } from 'vitest'
import type { EvidenceRecord } from '../../model/evidence.js'
import { sealEvidence } from '../../model/evidence-chain.js'
import { brokenLinks } from './chain.js'

const chain: EvidenceRecord[] = []
for (const rows of [1, 2, 3, 4, 5]) chain.push(sealEvidence({ id: `e${rows}`, run: 'r', system: 's', attempt: 1, kind: 'proof', at: '2026-04-11T14:00:00.000Z', body: { rows } }, chain.at(-1)))
const head = chain.at(-1)!.hash

const found = (evidence: readonly EvidenceRecord[]) => brokenLinks({ evidence, head }).map(({ code, params }) => `${code} ${String(params['position'] ?? params['records'])} ${String(params['id'] ?? '')}`.trim())
const without = (...ids: string[]) => chain.filter(({ id }) => !ids.includes(id))

describe('a chain of evidence', () => {
  it('that is whole has nothing to tell, nor one that is empty', () => {
    expect(found(chain)).toEqual([])
    expect(brokenLinks({ evidence: [], head: null })).toEqual([])
  })

  it('names the record whose content was changed', () => {
    expect(found(chain.map((one) => (one.id === 'e3' ? { ...one, body: { rows: 99 } } : one)))).toEqual(['EVD_RECORD_CHANGED 3 e3'])
  })

  it('names the record that was changed and sealed again, by what no longer fits behind it', () => {
    const again = sealEvidence({ ...chain[2]!, body: { rows: 99 } }, chain[1])

    expect(found(chain.map((one) => (one.id === 'e3' ? again : one)))).toEqual(['EVD_RECORD_REMOVED 4 e4'])
  })

  it('names the gap where records were taken out, at the beginning, inside and at the end', () => {
    expect(found(without('e1'))).toEqual(['EVD_RECORD_REMOVED 1 e2'])
    expect(found(without('e2', 'e3'))).toEqual(['EVD_RECORD_REMOVED 2 e4'])
    expect(found(without('e4', 'e5'))).toEqual(['EVD_END_REMOVED 3'])
  })

  it('names what stands in another order than it was written', () => {
    const [e1, e2, e3, e4, e5] = chain as [EvidenceRecord, EvidenceRecord, EvidenceRecord, EvidenceRecord, EvidenceRecord]

    expect(found([e1, e3, e2, e4, e5])).toEqual(['EVD_RECORD_MOVED 2 e3', 'EVD_RECORD_MOVED 3 e2', 'EVD_RECORD_MOVED 4 e4'])
    expect(found([e1, e2, e3, e5, e4])).toEqual(['EVD_RECORD_MOVED 4 e5', 'EVD_RECORD_MOVED 5 e4'])
  })
})
