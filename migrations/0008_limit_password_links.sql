ALTER TABLE "password_links" ADD COLUMN "within" text[];--> statement-breakpoint
-- Only the log knows who made the links that exist. Those made by users who are not super admins end.
DELETE FROM "password_links" AS link WHERE NOT (
	SELECT maker.super_admin FROM "logs" JOIN "users" AS maker ON maker.id = logs.user_id
	WHERE logs.loggable_type = 'User' AND logs.loggable_id = link.user_id
		AND logs.message LIKE 'A link to set a password was made for %'
	ORDER BY logs.id DESC LIMIT 1);
