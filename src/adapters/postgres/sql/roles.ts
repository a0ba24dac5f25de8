/** One role as it is created on the other side. The hash is what pg_authid holds, never a password. */
export interface RoleRow extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly attributes: string
  readonly canLogin: boolean
  readonly hash: string | null
}

/**
 * Roles the database needs: those that own or may use something in it, the application's, and the groups they belong to.
 * The bootstrap superuser is not in pg_shdepend; it is added because objects may be its own. `$1`: application roles.
 */
export const neededRoles = `
WITH RECURSIVE needed(oid) AS (
  SELECT refobjid FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass
    AND (dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      OR (classid = 'pg_database'::regclass AND objid = (SELECT oid FROM pg_database WHERE datname = current_database())))
  UNION SELECT datdba FROM pg_database WHERE datname = current_database()
  UNION SELECT oid FROM pg_authid WHERE rolname = ANY ($1) OR oid = 10
  UNION SELECT m.roleid FROM pg_auth_members m JOIN needed ON needed.oid = m.member)
SELECT rolname AS name, rolcanlogin AS "canLogin", rolpassword AS hash, concat_ws(' ',
    CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END, CASE WHEN rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END,
    CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' ELSE 'NOBYPASSRLS' END,
    'CONNECTION LIMIT ' || rolconnlimit, 'VALID UNTIL ' || quote_literal(rolvaliduntil)) AS attributes
FROM pg_authid JOIN needed USING (oid) WHERE rolname !~ '^pg_' AND rolname <> current_user ORDER BY rolname`

/** Memberships among the roles `$1`, as statements. */
export const memberships = `
SELECT DISTINCT format('GRANT %I TO %I%s', g.rolname, m.rolname, CASE WHEN a.admin_option THEN ' WITH ADMIN OPTION' END) AS statement
FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
WHERE m.rolname = ANY ($1) AND (g.rolname = ANY ($1) OR g.rolname ~ '^pg_') ORDER BY 1`

/** Settings of the roles `$1` and of the database (named `$2` on the other side), as statements. Lists of names are stored quoted already. */
export const roleSettings = `
SELECT format('ALTER %s SET %I TO %s',
    CASE WHEN s.setrole = 0 THEN format('DATABASE %I', $2::text)
         WHEN s.setdatabase = 0 THEN format('ROLE %I', r.rolname) ELSE format('ROLE %I IN DATABASE %I', r.rolname, $2::text) END,
    split_part(one, '=', 1),
    CASE WHEN split_part(one, '=', 1) IN ('search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries')
         THEN substr(one, strpos(one, '=') + 1) ELSE quote_literal(substr(one, strpos(one, '=') + 1)) END) AS statement
FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole CROSS JOIN unnest(s.setconfig) one
WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  AND (r.rolname = ANY ($1) OR (s.setrole = 0 AND s.setdatabase <> 0)) ORDER BY 1`

/** Owner and privileges of the database itself (named `$2` on the other side), which a dump of its content leaves out; for grantees `$1`. */
export const databaseGrants = `
SELECT format('ALTER DATABASE %I OWNER TO %I', $2::text, pg_get_userbyid(datdba)) AS statement
  FROM pg_database WHERE datname = current_database() AND pg_get_userbyid(datdba) = ANY ($1)
UNION ALL SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', $2::text) FROM pg_database WHERE datname = current_database() AND datacl IS NOT NULL
UNION ALL SELECT format('GRANT %s ON DATABASE %I TO %s', a.privilege_type, $2::text,
    CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
  FROM pg_database d CROSS JOIN aclexplode(d.datacl) a
  WHERE datname = current_database() AND (a.grantee = 0 OR pg_get_userbyid(a.grantee) = ANY ($1))`
