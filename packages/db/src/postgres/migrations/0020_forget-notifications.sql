-- News under the bell is kept for half a year.
GRANT DELETE ON "notifications" TO educrowd_app;
