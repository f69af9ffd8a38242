ALTER TABLE "password_links" ADD COLUMN "maker_id" bigint;--> statement-breakpoint
ALTER TABLE "password_links" ADD COLUMN "by_operator" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_maker_id_users_id_fk" FOREIGN KEY ("maker_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "password_links_maker_id_index" ON "password_links" USING btree ("maker_id");--> statement-breakpoint
-- The log knows who made the links that exist; entries of the operator have no user.
UPDATE "password_links" AS link SET "maker_id" = made.user_id, "by_operator" = made.user_id IS NULL
FROM "password_links" AS known CROSS JOIN LATERAL (
	SELECT "logs"."user_id" FROM "logs"
	WHERE "logs"."loggable_type" = 'User' AND "logs"."loggable_id" = known.user_id
		AND "logs"."message" LIKE 'A link to set a password was made for %'
	ORDER BY "logs"."id" DESC LIMIT 1) AS made
WHERE known.id = link.id;
