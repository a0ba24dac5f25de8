import { STALE_WORKER, SWITCH_CHANGED } from '../connection-problems.js'
import { identifier, literal } from './quote.js'

/** Shared by all moves of a server and carried by no feed: each side's own truth, one row a move. */
export const stateSchema = `
CREATE DATABASE IF NOT EXISTS qianyun_mig CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE IF NOT EXISTS qianyun_mig.state (
  move varchar(255) PRIMARY KEY, side varchar(6) NOT NULL, content varchar(64) NOT NULL, holder bigint NOT NULL, epoch bigint NOT NULL,
  doors text NOT NULL, events mediumtext NOT NULL, belt tinyint NOT NULL DEFAULT 0, threads int, stage varchar(16) NOT NULL, result mediumtext,
  attempt varchar(64), feed_file varchar(255), feed_position bigint) ENGINE = InnoDB`

/**
 * A database of its own for each move, equal on both sides and carried by its feeds.
 * - `token`: one row a side, written only while that side serves. Seen on the other side it proves that all before it arrived.
 * - The procedures refuse a worker that was overtaken before they do anything. Waits run inside the server: one round trip instead of one a poll.
 */
export function tokenSchema(database: string, move: string): readonly string[] {
  const own = identifier(database)
  const mine = `move = ${literal(move)}`
  return [
    `CREATE DATABASE IF NOT EXISTS ${own} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    `CREATE TABLE IF NOT EXISTS ${own}.token (side varchar(6) PRIMARY KEY, token varchar(100) NOT NULL, beat bigint NOT NULL) ENGINE = InnoDB`,
    `CREATE OR REPLACE PROCEDURE ${own}.hold(number bigint) BEGIN
      UPDATE qianyun_mig.state SET holder = number WHERE ${mine} AND holder <= number;
      IF NOT EXISTS (SELECT 1 FROM qianyun_mig.state WHERE ${mine} AND holder = number) THEN
        SIGNAL SQLSTATE '${STALE_WORKER}' SET MESSAGE_TEXT = 'a newer worker holds the move';
      END IF;
    END`,
    `CREATE OR REPLACE PROCEDURE ${own}.put_token(sender varchar(6), value varchar(100), number bigint) BEGIN
      CALL hold(number);
      UPDATE token SET token = value WHERE side = sender;
      SELECT @@last_gtid AS position;
    END`,
    // The GTID is waited for without polling, but it belongs to the whole server and another feed may have brought it: the token decides.
    `CREATE OR REPLACE PROCEDURE ${own}.await_token(sender varchar(6), value varchar(100), position varchar(100), patience int) BEGIN
      DECLARE late datetime(3) DEFAULT sysdate(3) + INTERVAL patience * 1000 MICROSECOND;
      DO MASTER_GTID_WAIT(position, patience / 1000);
      WHILE NOT EXISTS (SELECT 1 FROM token WHERE side = sender AND token = value) AND sysdate(3) < late DO DO sleep(0.001); END WHILE;
      SELECT EXISTS (SELECT 1 FROM token WHERE side = sender AND token = value) AS arrived;
    END`,
    `CREATE OR REPLACE PROCEDURE ${own}.await_beat(sender varchar(6), value bigint, patience int) BEGIN
      DECLARE late datetime(3) DEFAULT sysdate(3) + INTERVAL patience * 1000 MICROSECOND;
      WHILE (SELECT beat FROM token WHERE side = sender) < value AND sysdate(3) < late DO DO sleep(0.001); END WHILE;
      SELECT beat AS seen FROM token WHERE side = sender;
    END`,
    // The point of no silent return: one statement. \`attempt\` is cleared by whoever aborts, so that a late call opens nothing.
    `CREATE OR REPLACE PROCEDURE ${own}.open_door(number bigint, switch varchar(64), next_epoch bigint, file varchar(255), position bigint) BEGIN
      CALL hold(number);
      UPDATE qianyun_mig.state SET epoch = next_epoch, attempt = NULL, feed_file = file, feed_position = position
      WHERE ${mine} AND attempt = switch AND epoch < next_epoch;
      IF row_count() = 0 THEN SIGNAL SQLSTATE '${SWITCH_CHANGED}' SET MESSAGE_TEXT = 'not the switch under way'; END IF;
    END`,
  ]
}
