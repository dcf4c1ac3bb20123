/**
 * What the page may do, on the browser host and in the desktop app alike: its own scripts and styles, pictures of
 * materials (blob:) and of lessons (https:), and the preview of a public page as a frame of its own making. Editor and
 * menus set style attributes; the editor's clipboard needs its one named policy for trusted types.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src-elem 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data: https:",
  "font-src 'self'",
  "connect-src 'self'",
  'frame-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types ProseMirrorClipboard',
].join('; ');
