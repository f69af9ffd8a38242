DROP INDEX "project_grants_user_id_index";--> statement-breakpoint
DROP INDEX "project_grants_role_id_index";--> statement-breakpoint
CREATE INDEX "project_grants_user_id_permission_index" ON "project_grants" USING btree ("user_id","permission");--> statement-breakpoint
CREATE INDEX "project_grants_role_id_permission_index" ON "project_grants" USING btree ("role_id","permission");
