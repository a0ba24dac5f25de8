import { createHash, createHmac } from 'node:crypto'

interface Bucket {
  /** `http://127.0.0.1:7070`. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly id: string
  readonly secret: string
}

/** Whole objects of a bucket, asked by path and signed as version 4 of Amazon's signatures has it ("Authenticating Requests: Using the Authorization Header"). */
export function s3Bucket(of: Bucket) {
  const call = async (method: string, key: string, body = ''): Promise<Response> => {
    const url = new URL(`/${of.bucket}/${key}`, of.endpoint)
    const response = await fetch(url, { method, headers: signed(of, method, url, body), ...(body === '' ? {} : { body }) })
    if (!response.ok && response.status !== 404) throw new Error(`${method} ${url.href}: ${response.status} ${await response.text()}`)
    return response
  }
  return {
    async read(key: string): Promise<string | undefined> {
      const response = await call('GET', key)
      const text = await response.text()
      return response.ok ? text : undefined
    },
    write: async (key: string, text: string) => void (await call('PUT', key, text)),
    remove: async (key: string) => void (await call('DELETE', key)),
  }
}

function signed({ region, id, secret }: Bucket, method: string, { host, pathname }: URL, body: string): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const [day] = time.split('T') as [string]
  const payload = sha256(body)
  const names = 'host;x-amz-content-sha256;x-amz-date'
  const request = [method, pathname, '', `host:${host}`, `x-amz-content-sha256:${payload}`, `x-amz-date:${time}`, '', names, payload].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>((last, part) => createHmac('sha256', last).update(part).digest(), Buffer.from(`AWS4${secret}`))
  const signature = createHmac('sha256', key).update(['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')).digest('hex')
  return { 'x-amz-date': time, 'x-amz-content-sha256': payload, authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names}, Signature=${signature}` }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
