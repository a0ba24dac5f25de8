/**
 * Content digest of one large object by pieces of 1 MiB, `m` being its row in pg_largeobject_metadata. By content, not by pages:
 * a hole that was never written and a page of zeros read the same, and a copy turns one into the other.
 */
export const largeObjectHash = `(SELECT md5(coalesce(string_agg(md5(lo_get(m.oid, at, 1048576)), '' ORDER BY at), ''))
  FROM (SELECT max(pageno)::bigint AS last FROM pg_largeobject WHERE loid = m.oid) pages
  CROSS JOIN generate_series(0, pages.last * (current_setting('block_size')::bigint / 4), 1048576) at)`

/** Every large object with its number of pages and whether it changed since transaction `$1`. One pass over pg_largeobject: its size is part of the outage. */
export const largeObjectList = `
SELECT m.oid::text AS oid, coalesce(p.pages, 0)::int AS pages, (age(m.xmin) <= age($1::xid) OR coalesce(p.newest <= age($1::xid), false)) AS changed
FROM pg_largeobject_metadata m
LEFT JOIN (SELECT loid, count(*) AS pages, min(age(xmin)) AS newest FROM pg_largeobject GROUP BY loid) p ON p.loid = m.oid`

/** Owner and grants of the objects `$1`, as statements. */
export const largeObjectRights = `
SELECT format('ALTER LARGE OBJECT %s OWNER TO %I', oid, pg_get_userbyid(lomowner)) AS statement FROM pg_largeobject_metadata WHERE oid = ANY ($1::oid[])
UNION ALL
SELECT format('GRANT %s ON LARGE OBJECT %s TO %s%s', a.privilege_type, m.oid,
    CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
FROM pg_largeobject_metadata m CROSS JOIN aclexplode(m.lomacl) a WHERE m.oid = ANY ($1::oid[]) AND a.grantee <> m.lomowner`
