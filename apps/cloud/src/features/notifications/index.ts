export { bellFor } from './bell.tsx';
export { STOP_PATH } from './compose-mail.ts';
export { deliverEventsJob } from './deliver-events.ts';
export { forgetToldEvents } from './forget-told-events.ts';
export { notificationMutations } from './notification-mutations.ts';
export { notificationPages } from './notifications.pages.tsx';
export { notificationRest } from './notifications.rest.ts';
export { notificationStream } from './notification-stream.ts';
