/** Reading events by name, as they were kept: also ones that this version does not know, from a newer server. */
import type { PlainMessageKey } from '../messages/translate.ts';
import type { JsonObject } from '../primitives/json.ts';
import {
  eventCatalogue,
  type Channel,
  type EventData,
  type EventName,
  type Wording,
} from './event-catalogue.ts';

interface EventTraits {
  readonly label: PlainMessageKey;
  readonly isForStaff: boolean;
  readonly channels: readonly Channel[];
  readonly mailByDefault: boolean;
  readonly onceFor?: string;
}

/** What is said about an event to a person, and where it leads. */
export interface EventWords {
  readonly title: string;
  readonly body: string;
  readonly webPath: string | null;
  readonly desktopPath: string | null;
}

export const isEventName = (name: string): name is EventName => Object.hasOwn(eventCatalogue, name);

export const eventTraits = (name: EventName): EventTraits => eventCatalogue[name];

/** Checked data of an event as it is kept; throws on data that is not the event's. */
export const checkedEventData = <Name extends EventName>(name: Name, data: EventData<Name>): JsonObject =>
  eventCatalogue[name].data.parse(data);

export function describeEvent(event: string, data: JsonObject, wording: Wording): EventWords {
  const words = isEventName(event) ? describeKnown(event, data, wording) : null;
  return (
    words ?? {
      title: wording.t('notifications.unknownTitle'),
      body: wording.t('notifications.unknownBody'),
      webPath: null,
      desktopPath: null,
    }
  );
}

/** Null when the data is none of this event's, as this version knows it. */
function describeKnown(name: EventName, given: JsonObject, wording: Wording): EventWords | null {
  const { data, title, body, webPath, desktopPath } = eventCatalogue[name];
  const parsed = data.safeParse(given);
  if (!parsed.success) return null;
  // The schema beside these functions has just made what they take; the compiler cannot follow that through the union.
  const value = parsed.data as never;
  return {
    title: title(value, wording),
    body: body(value, wording),
    webPath: webPath(value),
    desktopPath: desktopPath(value),
  };
}
