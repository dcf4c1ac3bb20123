import { placeOf } from '../course-format.ts';
import { importRefusal } from '../import-error.ts';
import type { ImportTask } from '../import-task.ts';
import { plainTextOf, type MarkupElement } from '../markup/markup.ts';
import type { CourseSource } from '../source/course-source.ts';
import { childCalled, childrenCalled, readXmlFile } from './cartridge-xml.ts';

const MANIFEST = 'imsmanifest.xml';

export interface FoundManifest {
  /** Folder of the manifest, `''` at the root. */
  readonly folder: string;
  readonly root: MarkupElement;
}

/**
 * The manifest of a Common Cartridge, at the root or in the folder that everything lies in. Null for what is another
 * kind of package (SCORM, QTI) or none; throws `ImportError` for a manifest that cannot be read.
 */
export async function findManifest(source: CourseSource, task: ImportTask): Promise<FoundManifest | null> {
  const path = manifestPath([...source.files.keys()]);
  const file = path === undefined ? undefined : source.files.get(path);
  if (path === undefined || file === undefined) return null;
  const { root, ...failure } = await readXmlFile(file, task);
  if (root === null) {
    const why = 'why' in failure ? failure.why : '';
    throw importRefusal(
      {
        code: 'invalid-course',
        details: {
          place: placeOf([source.name], path),
        },
      },
      'importErrors.courseUnreadable',
      { why },
    );
  }
  return isCartridge(root) ? { folder: path.slice(0, -MANIFEST.length).replace(/\/$/, ''), root } : null;
}

/** By what it says of itself, in words or by its namespace; else by the kinds of parts that only cartridges have. */
function isCartridge(root: MarkupElement): boolean {
  const metadata = childCalled(root, 'metadata');
  const element = metadata && childCalled(metadata, 'schema');
  const schema = element ? plainTextOf(element) : '';
  if (/(?:common|thin) cartridge/i.test(schema)) return true;
  // Canvas exports quizzes alone, which are no cartridge, in the same namespace. Those have a schema.
  if (schema === '' && /^https?:\/\/www\.imsglobal\.org\/xsd\/imscc/i.test(namespaceOf(root))) return true;
  const resources = childCalled(root, 'resources');
  const types = (resources ? childrenCalled(resources, 'resource') : []).map(
    ({ attributes }) => attributes.get('type') ?? '',
  );
  return types.some((type) =>
    /^(?:imswl|imsdt|imsbasiclti|assignment_xml|imsqti_xmlv1p2\/imscc|associatedcontent\/)/.test(type),
  );
}

function namespaceOf({ name, attributes }: MarkupElement): string {
  const prefix = name.slice(0, Math.max(0, name.indexOf(':')));
  return attributes.get(prefix === '' ? 'xmlns' : `xmlns:${prefix}`) ?? '';
}

/** Deeper ones belong to something else that lies in the folder. */
function manifestPath(paths: readonly string[]): string | undefined {
  const atRoot = paths.find((path) => path.toLowerCase() === MANIFEST);
  if (atRoot !== undefined) return atRoot;
  const [first = ''] = paths;
  for (let end = first.indexOf('/'); end !== -1; end = first.indexOf('/', end + 1)) {
    const folder = first.slice(0, end + 1);
    if (!paths.every((path) => path.startsWith(folder))) return undefined;
    const found = paths.find((path) => path.toLowerCase() === folder.toLowerCase() + MANIFEST);
    if (found !== undefined) return found;
  }
  return undefined;
}
