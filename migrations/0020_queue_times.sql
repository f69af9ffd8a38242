ALTER TABLE "log_queue" ADD COLUMN "created_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "log_queue" SET "created_at" = coalesce((SELECT "created_at" FROM "logs" WHERE "id" = "log_id"), now());--> statement-breakpoint
ALTER TABLE "log_queue" ALTER COLUMN "created_at" SET NOT NULL;--> statement-breakpoint
DELETE FROM "settings" WHERE "name" = 'log_chained_through';--> statement-breakpoint
-- The trigger of a divided table does not run when one of its partitions is truncated.
DO $$
DECLARE
	part regclass;
BEGIN
	FOR part IN SELECT "inhrelid"::regclass FROM "pg_inherits" WHERE "inhparent" IN ('logs'::regclass, 'access_logs'::regclass) LOOP
		EXECUTE format('CREATE TRIGGER not_truncated BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()', part);
	END LOOP;
END $$;
