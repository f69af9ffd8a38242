CREATE TABLE "log_blocks" (
	"position" bigint PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"entry_ids" bigint[] NOT NULL,
	"entry_hashes" "bytea" NOT NULL,
	"entries" bigint NOT NULL,
	"oldest_at" timestamp (3) with time zone NOT NULL,
	"newest_at" timestamp (3) with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	"mac" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_checkpoints" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"position" bigint NOT NULL,
	"entries" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_queue" (
	"log_id" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"mac" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "log_blocks_newest_at_index" ON "log_blocks" USING btree ("newest_at");--> statement-breakpoint
ALTER TABLE "access_logs" ADD COLUMN "personal_access_token_id" bigint;--> statement-breakpoint
-- Tables with a partition for each month. What was there before becomes one partition.
ALTER TABLE "logs" RENAME TO "logs_before";--> statement-breakpoint
ALTER TABLE "logs_before" DROP CONSTRAINT "logs_pkey";--> statement-breakpoint
ALTER TABLE "logs_before" ADD CONSTRAINT "logs_before_pkey" PRIMARY KEY ("id", "created_at");--> statement-breakpoint
ALTER INDEX "logs_loggable" RENAME TO "logs_before_logs_loggable";--> statement-breakpoint
ALTER INDEX "logs_user_id" RENAME TO "logs_before_logs_user_id";--> statement-breakpoint
CREATE TABLE "logs" (LIKE "logs_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE ("created_at");--> statement-breakpoint
ALTER SEQUENCE "logs_id_seq" OWNED BY "logs"."id";--> statement-breakpoint
ALTER TABLE "logs" ADD CONSTRAINT "logs_id_created_at_pk" PRIMARY KEY ("id", "created_at");--> statement-breakpoint
CREATE INDEX "logs_loggable" ON "logs" ("loggable_type", "loggable_id", "id");--> statement-breakpoint
CREATE INDEX "logs_user_id" ON "logs" ("user_id", "id");--> statement-breakpoint
DO $$
DECLARE
	upper_bound timestamptz;
BEGIN
	SELECT (date_trunc('month', greatest(max(created_at), now()) AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC' INTO upper_bound FROM "logs_before" HAVING count(*) > 0;
	IF upper_bound IS NULL THEN
		DROP TABLE "logs_before";
	ELSE
		EXECUTE format('ALTER TABLE "logs" ATTACH PARTITION "logs_before" FOR VALUES FROM (MINVALUE) TO (%L)', upper_bound);
	END IF;
END $$;--> statement-breakpoint
CREATE TABLE "logs_default" PARTITION OF "logs" DEFAULT;--> statement-breakpoint
ALTER TABLE "access_logs" RENAME TO "access_logs_before";--> statement-breakpoint
ALTER TABLE "access_logs_before" DROP CONSTRAINT "access_logs_pkey";--> statement-breakpoint
ALTER TABLE "access_logs_before" ADD CONSTRAINT "access_logs_before_pkey" PRIMARY KEY ("id", "created_at");--> statement-breakpoint
ALTER INDEX "access_logs_loggable" RENAME TO "access_logs_before_access_logs_loggable";--> statement-breakpoint
ALTER INDEX "access_logs_user_id" RENAME TO "access_logs_before_access_logs_user_id";--> statement-breakpoint
CREATE TABLE "access_logs" (LIKE "access_logs_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE ("created_at");--> statement-breakpoint
ALTER SEQUENCE "access_logs_id_seq" OWNED BY "access_logs"."id";--> statement-breakpoint
ALTER TABLE "access_logs" ADD CONSTRAINT "access_logs_id_created_at_pk" PRIMARY KEY ("id", "created_at");--> statement-breakpoint
CREATE INDEX "access_logs_loggable" ON "access_logs" ("accessloggable_type", "accessloggable_id", "id");--> statement-breakpoint
CREATE INDEX "access_logs_user_id" ON "access_logs" ("user_id", "id");--> statement-breakpoint
DO $$
DECLARE
	upper_bound timestamptz;
BEGIN
	SELECT (date_trunc('month', greatest(max(created_at), now()) AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC' INTO upper_bound FROM "access_logs_before" HAVING count(*) > 0;
	IF upper_bound IS NULL THEN
		DROP TABLE "access_logs_before";
	ELSE
		EXECUTE format('ALTER TABLE "access_logs" ATTACH PARTITION "access_logs_before" FOR VALUES FROM (MINVALUE) TO (%L)', upper_bound);
	END IF;
END $$;--> statement-breakpoint
CREATE TABLE "access_logs_default" PARTITION OF "access_logs" DEFAULT;--> statement-breakpoint
ALTER TABLE "usage" RENAME TO "usage_before";--> statement-breakpoint
ALTER TABLE "usage_before" DROP CONSTRAINT "usage_token_id_user_id_day_kind_name_pk";--> statement-breakpoint
ALTER TABLE "usage_before" ADD CONSTRAINT "usage_before_pkey" PRIMARY KEY ("token_id", "user_id", "day", "kind", "name");--> statement-breakpoint
ALTER INDEX "usage_user_id_day_index" RENAME TO "usage_before_usage_user_id_day_index";--> statement-breakpoint
CREATE TABLE "usage" (LIKE "usage_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE ("day");--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_token_id_user_id_day_kind_name_pk" PRIMARY KEY ("token_id", "user_id", "day", "kind", "name");--> statement-breakpoint
CREATE INDEX "usage_user_id_day_index" ON "usage" ("user_id", "day");--> statement-breakpoint
DO $$
DECLARE
	upper_bound date;
BEGIN
	SELECT (date_trunc('month', greatest(max(day), current_date)) + interval '1 month')::date INTO upper_bound FROM "usage_before" HAVING count(*) > 0;
	IF upper_bound IS NULL THEN
		DROP TABLE "usage_before";
	ELSE
		EXECUTE format('ALTER TABLE "usage" ATTACH PARTITION "usage_before" FOR VALUES FROM (MINVALUE) TO (%L)', upper_bound);
	END IF;
END $$;--> statement-breakpoint
CREATE TABLE "usage_default" PARTITION OF "usage" DEFAULT;--> statement-breakpoint
CREATE FUNCTION "refuse_log_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'Rows of % are never changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE FUNCTION "refuse_block_removal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM "log_checkpoints" WHERE "kind" = 'REMOVED' AND "position" >= OLD."position") THEN
		RAISE EXCEPTION 'A block of the log is deleted only after a checkpoint that says so.' USING ERRCODE = 'restrict_violation';
	END IF;
	RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER "logs_unchanged" BEFORE UPDATE OR DELETE ON "logs" FOR EACH ROW EXECUTE FUNCTION "refuse_log_change"();--> statement-breakpoint
CREATE TRIGGER "access_logs_unchanged" BEFORE UPDATE OR DELETE ON "access_logs" FOR EACH ROW EXECUTE FUNCTION "refuse_log_change"();--> statement-breakpoint
CREATE TRIGGER "log_checkpoints_unchanged" BEFORE UPDATE OR DELETE ON "log_checkpoints" FOR EACH ROW EXECUTE FUNCTION "refuse_log_change"();--> statement-breakpoint
CREATE TRIGGER "log_blocks_unchanged" BEFORE UPDATE ON "log_blocks" FOR EACH ROW EXECUTE FUNCTION "refuse_log_change"();--> statement-breakpoint
CREATE TRIGGER "log_blocks_removed" BEFORE DELETE ON "log_blocks" FOR EACH ROW EXECUTE FUNCTION "refuse_block_removal"();--> statement-breakpoint
CREATE TRIGGER "logs_not_truncated" BEFORE TRUNCATE ON "logs" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_log_change"();--> statement-breakpoint
CREATE TRIGGER "access_logs_not_truncated" BEFORE TRUNCATE ON "access_logs" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_log_change"();--> statement-breakpoint
CREATE TRIGGER "log_checkpoints_not_truncated" BEFORE TRUNCATE ON "log_checkpoints" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_log_change"();--> statement-breakpoint
CREATE TRIGGER "log_blocks_not_truncated" BEFORE TRUNCATE ON "log_blocks" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_log_change"();
