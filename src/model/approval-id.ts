/** The name under which a signature stands among the evidence: one person signs a gate of an attempt once. */
export function approvalId({ system, attempt, gate, by }: { readonly system: string; readonly attempt: number; readonly gate: string; readonly by: string }): string {
  return `approval/${system}/${attempt}/${gate}/${by}`
}
