-- What was told and what the payment provider has said is needed for a while only.
GRANT DELETE ON "notification_event", "provider_event" TO educrowd_app;
