-- The tables with settings have one row each. A row that a user has changed already stays as it is.
INSERT INTO "token_policies" ("id") SELECT 1 WHERE NOT EXISTS (SELECT FROM "token_policies");--> statement-breakpoint
INSERT INTO "password_policies" ("id") SELECT 1 WHERE NOT EXISTS (SELECT FROM "password_policies");--> statement-breakpoint
INSERT INTO "system_settings" ("id") SELECT 1 WHERE NOT EXISTS (SELECT FROM "system_settings");--> statement-breakpoint
INSERT INTO "mfa_settings" ("id") SELECT 1 WHERE NOT EXISTS (SELECT FROM "mfa_settings");
