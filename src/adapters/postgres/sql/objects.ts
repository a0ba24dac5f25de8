import { userSchema } from './catalog.js'

/** Everything in a database that is not a row, one line an object. What no feed and no copy may change: definition, owner, rights. */
export interface DatabaseObject extends Readonly<Record<string, unknown>> {
  readonly kind: string
  readonly name: string
  /** md5 of the definition as text. */
  readonly hash: string
}

const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`

const relations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`
const ofUser = `c.relpersistence <> 't' AND ${userSchema} AND ${notOfExtension('pg_class', 'c.oid')}`
const relation = `format('%I.%I', n.nspname, c.relname)`
const owner = (column: string): string => `pg_get_userbyid(${column})`

const columns = (table: string): string => `(SELECT string_agg(ROW(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
    pg_get_expr(ad.adbin, ad.adrelid), a.attcollation::regcollation)::text, ',' ORDER BY a.attnum)
  FROM pg_attribute a LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
  WHERE a.attrelid = ${table} AND a.attnum > 0 AND NOT a.attisdropped)`

const roleName = (oid: string): string => `CASE WHEN ${oid} = 0 THEN 'PUBLIC' ELSE ${owner(oid)}::text END`

/** MAINTAIN is known since version 17 only, and a grant of all there includes it. */
const privileges = (acl: string): string => `(SELECT string_agg(one, ',' ORDER BY one COLLATE "C")
  FROM (SELECT DISTINCT ROW(${roleName('grantee')}, privilege_type, is_grantable)::text AS one
        FROM aclexplode(${acl}) WHERE privilege_type <> 'MAINTAIN') all_of_them)`

/** Rights as they hold, also where nobody has written any. */
const rights = (acl: string, kind: string, holder: string): string => privileges(`coalesce(${acl}, acldefault('${kind}', ${holder}))`)

/**
 * Left out: our own schema, publications, subscriptions and replica identities, which the move makes and removes; comments; what an extension brings
 * with it; indexes that are not valid, which a dump leaves out; NOT NULL as a constraint (a column says it), and copies of constraints and triggers
 * that a partition inherits. `$1`: the same major version on both sides; otherwise views and bodies written in SQL are compared by what they give,
 * since each version prints them in its own way.
 */
export const databaseObjects = `
SELECT kind, name, md5(coalesce(definition, '')) AS hash FROM (
  SELECT 'schema' AS kind, quote_ident(n.nspname) AS name, ROW(${owner('n.nspowner')}, ${rights('n.nspacl', 'n', 'n.nspowner')})::text AS definition
  FROM pg_namespace n WHERE ${userSchema} AND ${notOfExtension('pg_namespace', 'n.oid')}
UNION ALL
  SELECT 'table', ${relation}, ROW(c.relkind, c.relpersistence, ${owner('c.relowner')}, c.reloptions, c.relrowsecurity, c.relforcerowsecurity,
    pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), ${columns('c.oid')},
    (SELECT string_agg(inhparent::regclass::text, ',' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid))::text
  FROM ${relations} WHERE c.relkind IN ('r', 'p', 'f') AND ${ofUser}
UNION ALL
  SELECT CASE c.relkind WHEN 'm' THEN 'matview' ELSE 'view' END, ${relation},
    ROW(${owner('c.relowner')}, c.reloptions, c.relispopulated, ${columns('c.oid')}, CASE WHEN $1 THEN pg_get_viewdef(c.oid) END)::text
  FROM ${relations} WHERE c.relkind IN ('v', 'm') AND ${ofUser}
UNION ALL
  SELECT 'index', format('%I.%I', n.nspname, ic.relname), pg_get_indexdef(i.indexrelid)
  FROM ${relations} JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class ic ON ic.oid = i.indexrelid WHERE i.indisvalid AND c.relkind <> 't' AND ${ofUser}
UNION ALL
  SELECT 'constraint', ${relation} || '.' || quote_ident(o.conname), ROW(pg_get_constraintdef(o.oid), o.convalidated)::text
  FROM ${relations} JOIN pg_constraint o ON o.conrelid = c.oid WHERE o.contype <> 'n' AND o.conparentid = 0 AND ${ofUser}
UNION ALL
  SELECT 'trigger', ${relation} || '.' || quote_ident(t.tgname), ROW(pg_get_triggerdef(t.oid), t.tgenabled)::text
  FROM ${relations} JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${ofUser}
UNION ALL
  SELECT 'policy', ${relation} || '.' || quote_ident(p.polname),
    ROW(p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
    (SELECT string_agg(${roleName('r')}, ',' ORDER BY ${roleName('r')} COLLATE "C") FROM unnest(p.polroles) r))::text
  FROM ${relations} JOIN pg_policy p ON p.polrelid = c.oid WHERE ${ofUser}
UNION ALL
  SELECT 'rule', ${relation} || '.' || quote_ident(r.rulename), ROW(r.ev_type, r.is_instead, r.ev_enabled, CASE WHEN $1 THEN pg_get_ruledef(r.oid) END)::text
  FROM ${relations} JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN' AND ${ofUser}
UNION ALL
  SELECT 'sequence', ${relation}, ROW(${owner('c.relowner')}, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmax, s.seqmin,
    s.seqcache, s.seqcycle,
    (SELECT format('%s.%I', a.attrelid::regclass, a.attname) FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') LIMIT 1))::text
  FROM ${relations} JOIN pg_sequence s ON s.seqrelid = c.oid WHERE ${ofUser}
UNION ALL
  SELECT 'grants', ${relation}, ROW(CASE c.relkind WHEN 'S' THEN ${rights('c.relacl', 's', 'c.relowner')} ELSE ${rights('c.relacl', 'r', 'c.relowner')} END,
    (SELECT string_agg(ROW(a.attname, ${rights('a.attacl', 'c', 'c.relowner')})::text, ',' ORDER BY a.attname) FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped))::text
  FROM ${relations} WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND ${ofUser}
UNION ALL
  SELECT 'function', format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
    ROW(${owner('p.proowner')}, ${rights('p.proacl', 'f', 'p.proowner')}, p.prokind,
    p.provolatile, p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel, p.procost, p.prorows, p.proconfig,
    l.lanname, p.prosrc, p.probin,
    pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), CASE WHEN $1 AND p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
    (SELECT ROW(g.aggtransfn::regprocedure, g.aggfinalfn::regprocedure, g.aggtranstype::regtype, g.agginitval)
     FROM pg_aggregate g WHERE g.aggfnoid = p.oid))::text
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
  WHERE ${userSchema} AND ${notOfExtension('pg_proc', 'p.oid')}
UNION ALL
  SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END, format('%I.%I', n.nspname, t.typname),
    ROW(${owner('t.typowner')}, ${rights('t.typacl', 'T', 't.typowner')}, t.typtype, CASE WHEN t.typtype = 'c' THEN ${columns('t.typrelid')} END,
    t.typnotnull, t.typdefault, format_type(nullif(t.typbasetype, 0), t.typtypmod),
    (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
    (SELECT string_agg(ROW(pg_get_constraintdef(o.oid), o.convalidated)::text, ',' ORDER BY o.conname)
     FROM pg_constraint o WHERE o.contypid = t.oid AND o.contype <> 'n'),
    (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid))::text
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')) AND ${userSchema} AND ${notOfExtension('pg_type', 't.oid')}
UNION ALL
  SELECT 'statistics', format('%I.%I', n.nspname, x.stxname), pg_get_statisticsobjdef(x.oid)
  FROM pg_statistic_ext x JOIN pg_namespace n ON n.oid = x.stxnamespace WHERE ${userSchema}
UNION ALL
  SELECT 'collation', format('%I.%I', n.nspname, o.collname), ROW(o.collprovider, o.collisdeterministic, o.collcollate, o.collctype)::text
  FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace WHERE ${userSchema} AND ${notOfExtension('pg_collation', 'o.oid')}
UNION ALL
  SELECT 'operator', format('%I.%s(%s,%s)', n.nspname, o.oprname, format_type(nullif(o.oprleft, 0), NULL), format_type(nullif(o.oprright, 0), NULL)),
    ROW(o.oprcode::text, o.oprresult::regtype)::text
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE ${userSchema} AND ${notOfExtension('pg_operator', 'o.oid')}
UNION ALL
  SELECT 'text-search', format('%I.%I', n.nspname, o.cfgname), o.cfgparser::text
  FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace WHERE ${userSchema} AND ${notOfExtension('pg_ts_config', 'o.oid')}
UNION ALL
  SELECT 'event-trigger', quote_ident(e.evtname), ROW(e.evtevent, e.evtenabled, e.evtfoid::regprocedure, e.evttags)::text
  FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE ${userSchema} AND ${notOfExtension('pg_event_trigger', 'e.oid')}
UNION ALL
  SELECT 'default-grants', format('%s of %s in %s', a.defaclobjtype, ${owner('a.defaclrole')}, coalesce(quote_ident(n.nspname), 'every schema')),
    ${privileges('a.defaclacl')}
  FROM pg_default_acl a LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace WHERE n.oid IS NULL OR ${userSchema}
UNION ALL
  SELECT 'extension', quote_ident(e.extname), NULL FROM pg_extension e
UNION ALL
  SELECT 'extension-version', quote_ident(e.extname), e.extversion FROM pg_extension e
) objects`
