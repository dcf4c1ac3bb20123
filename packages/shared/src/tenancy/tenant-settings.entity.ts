import { currency, integer, nullable, startingAt, text } from '../entity/fields.ts';
import { defineEntity } from '../entity/define-entity.ts';
import type { Currency } from '../primitives/money.ts';

/** What a school says of itself. Its id is the tenant's id: there is exactly one row per school. */
export const tenantSettings = defineEntity({
  name: 'TenantSettings',
  table: 'tenant_settings',
  scope: () => 'staff',
  fields: {
    name: text(120),
    description: startingAt(text(2000), ''),
    email: nullable(text(254)),
    website: nullable(text(500)),
    timeZone: startingAt(text(64), 'UTC'),
    language: startingAt(text(35), 'en'),
    currency: startingAt(currency(), 'USD' as Currency),
    /** Hue of the brand colour in degrees; lightness and chroma are fixed by the design. */
    brandHue: startingAt(integer(0, 359), 272),
  },
});
