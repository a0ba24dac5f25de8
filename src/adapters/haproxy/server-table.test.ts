import { describe, expect, it } from 'vitest'
import { readAnswer } from './server-table.js'

const table = (op: number, admin: number, weight = 1) => `1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight
3 app 1 old 127.0.0.1 ${op} ${admin} ${weight}

`

describe('the answer of HAProxy', () => {
  it.each([
    ['running', table(2, 0), true],
    ['starting', table(1, 0), true],
    ['running, though disabled in the configuration once', table(2, 4), true],
    ['stopped by its health check', table(0, 0), false],
    ['in maintenance', table(0, 1), false],
    ['draining', table(2, 8), false],
    ['running with weight 0', table(2, 0, 0), false],
  ])('says whether a server takes requests: %s', (_, text, takesRequests) => {
    expect(readAnswer(text)).toEqual({ refusals: [], servers: [{ name: 'old', takesRequests }] })
  })

  it('keeps the sentences of refused commands apart from the table', () => {
    expect(readAnswer(`\nNo such server.\n\n${table(2, 0)}`)).toMatchObject({ refusals: ['No such server.'], servers: [{ name: 'old' }] })
  })

  it('has no table when the backend is unknown', () => {
    expect(readAnswer("Can't find backend.\n\n")).toEqual({ refusals: ["Can't find backend."], servers: undefined })
  })
})
