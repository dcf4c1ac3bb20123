import * as z from 'zod';

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * A screen by its address, as the router knows it: `/`, `/sync`, `/course/ID/lesson/ID`. Whatever comes from outside
 * may lead to a place and do nothing else; one that does not exist shows a screen that says so.
 */
export const place = z
  .string()
  .max(300)
  .regex(new RegExp(`^(?:/|(?:/[a-z]{1,30}(?:/${ID})?){1,4})$`), 'This is no place in the app.');
