/**
 * Who holds a state, beside the first line of what the tools say of the lock. Nobody is named where the tools fill in themselves instead: with
 * `pg` they know no other, and Terraform, with `http`, knows of the other only its lock's ID.
 */
export function withHolder(detail: string): string {
  const [first = '', ...rest] = detail.split('\n')
  const told = (field: string): string => new RegExp(`^ *${field}: +(\\S.*)$`, 'm').exec(detail)?.[1] ?? ''
  const id = told('ID')
  const isOwn = /^Error message: (Workspace is|Cannot lock workspace|Already locked)/.test(first) || (/\bID=/.test(first) && !first.includes(`ID=${id}`))
  if (id === '' || isOwn) return detail
  return [`${first} (${told('Who')}, ${told('Operation')}, since ${told('Created').replace(/\.\d+/, '')}, lock ${id})`, ...rest].join('\n')
}
