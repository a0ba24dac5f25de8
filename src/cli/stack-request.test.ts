import { describe, expect, it } from 'vitest'
import { captureIo } from '../../tests/support/capture-io.js'
import { packageRoot } from '../app/inventory/root.js'
import { formatOf, graphFormatOf, placeRequest, waitOf, type SiteArgs } from './stack-request.js'

const io = captureIo('/srv/city')
const request = (args: Partial<SiteArgs>) => placeRequest({ place: 'city', ...args }, io, new AbortController().signal)

describe('what is said of stacks on the command line', () => {
  it('becomes a selection, with paths from the working directory', () => {
    expect(request({ site: 'dr', system: ['a', 'b'], weight: ['a=5'], wave: '2', out: 'here', sites: 'access/sites.yaml' }).selection).toEqual({
      outdir: '/srv/city/here', sites: ['dr'], systems: ['a', 'b'], weights: { a: 5 }, wave: { wave: 2, file: undefined }, sitesFile: '/srv/city/access/sites.yaml',
    })
    expect(request({ promote: ['b'] }).selection).toEqual({ outdir: '/srv/city/cdktf.out/city', promoted: ['b'] })
    expect(request({}).selection).toEqual({ outdir: '/srv/city/cdktf.out/city' })
  })

  it('is of the cloud that comes with the package where nobody has a place of that name', () => {
    expect(request({ place: 'example' }).root).toBe(`${packageRoot()}/docs/example`)
    expect(request({ place: 'example', root: 'mine' }).root).toBe('/srv/city/mine')
  })

  it.each([{ parallel: '0' }, { parallel: 'many' }, { wave: '-1' }, { weight: ['a'] }, { weight: ['a=101'] }])('is refused as a wrong call: %j', (args) => {
    expect(() => request(args)).toThrow('STK_OPTION_INVALID')
  })

  it('is a promotion or a step of a cutover, never both', () => {
    expect(() => request({ promote: ['b'], weight: ['a=5'] })).toThrow('STK_TWO_ACTS')
  })

  it('may be a time or a format, and nothing else', () => {
    expect([waitOf(), waitOf('90s'), waitOf('5m')].map(Number)).toEqual([0, 90_000, 300_000])
    expect([formatOf(undefined), formatOf('sarif'), graphFormatOf('dot')]).toEqual(['text', 'sarif', 'dot'])
    for (const wrong of [() => waitOf('5'), () => formatOf('xml'), () => graphFormatOf('svg')]) expect(wrong).toThrow('STK_OPTION_INVALID')
  })
})
