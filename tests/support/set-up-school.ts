import { foundSchool, signIn, signUp, type Person } from '../../tools/stack/people.ts';
import { signInDevice } from '../../tools/stack/start-engine.ts';
import type { Visitor } from '../../tools/stack/visitor.ts';
import type { Device } from './engine-driver.ts';
import { giveRole, signInToApi, type ApiAccess } from './school-access.ts';
import type { Stack } from './start-stack.ts';

export interface SchoolMember {
  readonly person: Person;
  /** Their browser, signed in at the school. */
  readonly visitor: Visitor;
  readonly access: ApiAccess;
}

export interface TestSchool {
  readonly name: string;
  readonly origin: string;
  readonly owner: SchoolMember;
}

export const personNamed = (name: string): Person => ({
  name,
  email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`,
  password: 'stones-and-rivers',
});

/** A school with its owner, both made over the pages. */
export async function setUpSchool(
  stack: Stack,
  school: { name: string; slug: string; ownerName: string },
): Promise<TestSchool> {
  const person = personNamed(school.ownerName);
  await foundSchool(stack.origin, person, { name: school.name, slug: school.slug });
  const origin = stack.schoolOrigin(school.slug);
  const visitor = await signIn(origin, person);
  return { name: school.name, origin, owner: { person, visitor, access: await signInToApi(origin, person) } };
}

/** Somebody who signed up at the school and whom the owner made an instructor. */
export async function addTeacher({ origin, owner }: TestSchool, name: string): Promise<SchoolMember> {
  const person = personNamed(name);
  const visitor = await signUp(origin, person);
  const access = await signInToApi(origin, person);
  await giveRole(origin, { by: owner.access, to: access.userId, role: 'instructor' });
  return { person, visitor, access };
}

/** Starts a device and signs it in. */
export async function startDeviceOf(
  device: Device,
  { origin }: TestSchool,
  { visitor }: SchoolMember,
): Promise<void> {
  await device.start();
  await signInDevice(device, origin, visitor);
}
