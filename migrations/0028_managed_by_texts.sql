-- For databases that were migrated before 0026 made this index.
DO $$ BEGIN
	CREATE INDEX IF NOT EXISTS "users_managed_by_texts" ON "users" USING gin (lower("managed_by") gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
	RAISE NOTICE 'no index by trigrams: %', SQLERRM;
END $$;
