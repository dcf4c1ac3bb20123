export { deliverEventsJob } from './deliver-events.ts';
export { notificationMutations } from './notification-mutations.ts';
