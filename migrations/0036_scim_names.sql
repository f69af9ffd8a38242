ALTER TABLE "users" ADD COLUMN "given_name" text;--> statement-breakpoint
UPDATE "users" SET
  "given_name" = CASE WHEN right("name", length("family_name") + 1) = ' ' || "family_name" THEN nullif(trim(left("name", -length("family_name"))), '') END,
  "family_name" = CASE WHEN "name" = "family_name" OR right("name", length("family_name") + 1) = ' ' || "family_name" THEN "family_name" END
WHERE "family_name" IS NOT NULL;
