/**
 * What a window of the desktop app asks of the main process: only what the operating system has to give. Everything else
 * goes to the engine, by a port of its own.
 */
import * as z from 'zod';
import { importSource } from './import.ts';
import { place } from './place.ts';
import { command, type Callers, type Handlers } from './procedure.ts';

export const menuName = z.enum(['file', 'edit', 'view', 'go']);
export type MenuName = z.output<typeof menuName>;

/** A command of the app as the menus show it. */
export const menuCommand = z.strictObject({
  id: z.string().min(1).max(60),
  label: z.string().min(1).max(120),
  menu: menuName,
  /** As the renderer's keys.ts writes them: "Mod-Shift-f". */
  keys: z.string().max(40).nullable(),
  /** False while no open screen offers it. */
  isOffered: z.boolean(),
});
export type MenuCommand = z.output<typeof menuCommand>;

const nothing = z.void();

export const windowContract = {
  /** Asks for the engine. A port to it comes now, or once there is one, and again whenever the engine was restarted. */
  connect: command(nothing, nothing),
  /** The system's dialog; what was chosen, as `import.start` takes it. */
  chooseImport: command(z.strictObject({ kind: z.enum(['archive', 'folder']) }), importSource.nullable()),
  /** Lets the person choose where a text is kept. */
  saveText: command(
    z.strictObject({ fileName: z.string().min(1).max(255), text: z.string().max(64 * 1024 * 1024) }),
    nothing,
  ),
  openExternal: command(z.strictObject({ url: z.string().max(4_096) }), nothing),
  notify: command(
    z.strictObject({ title: z.string().min(1).max(200), body: z.string().max(1_000), place }),
    nothing,
  ),
  /** Takes back, or does again, what was typed into the field that has the focus. */
  takeBackTyping: command(z.strictObject({ again: z.boolean() }), nothing),
  showCommands: command(z.strictObject({ commands: z.array(menuCommand).max(200) }), nothing),
};
export type WindowHandlers = Handlers<typeof windowContract>;
export type WindowClient = Callers<typeof windowContract>;

/** What the main process tells a window. */
export const windowEvent = z.discriminatedUnion('type', [
  /** `restarting`: a new port follows. `ended`: none does, and what the engine wrote last is in the log. */
  z.strictObject({ type: z.literal('engine'), state: z.enum(['restarting', 'ended']) }),
  /** A command was chosen in a menu. */
  z.strictObject({ type: z.literal('command'), id: z.string() }),
  /** What the window did not ask for in a call could not be done. `message` is written for the person. */
  z.strictObject({ type: z.literal('failed'), message: z.string() }),
  /** A notification or a link leads somewhere. */
  z.strictObject({ type: z.literal('open'), place }),
]);
export type WindowEvent = z.output<typeof windowEvent>;
