-- Links to pledges open them for a while only.
GRANT DELETE ON "pledge_key" TO educrowd_app;
