/** A request for a route that has no recipe, from its own description; fails where that does not say enough. */
import type { Ask, Target } from './isolation-recipes.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly security?: readonly object[];
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** By the name of a parameter or key, or of what stands before `{id}` in the path. */
const kinds: Readonly<Record<string, keyof Target>> = {
  entries: 'entry',
  entryId: 'entry',
  logbook: 'entry',
  goals: 'goal',
  goalId: 'goal',
  plans: 'plan',
  planId: 'plan',
  'practice-plans': 'plan',
  occurrences: 'occurrence',
  occurrenceId: 'occurrence',
  templates: 'template',
  templateId: 'template',
  repertoire: 'piece',
  pieces: 'piece',
  pieceId: 'piece',
  scores: 'piece',
  scoreId: 'piece',
  blobs: 'sha256',
  sha256: 'sha256',
  users: 'userId',
  userId: 'userId',
  user_id: 'userId',
  email: 'email',
};

const PUBLIC_TEXT = 'by a stranger';

export function deriveAsk(description: Description, method: string, path: string, target: Target): Ask {
  const operation = description.paths[path]?.[method] ?? {};
  const filled = path.replace(/([^/]*)\/\{([^}]+)\}/g, (_whole, before: string, name: string) => {
    const kind = kinds[name] ?? kinds[before];
    if (!kind) throw new Error(`give \`${method} ${path}\` a recipe: what is its {${name}}?`);
    return `${before}/${encodeURIComponent(String(target[kind]))}`;
  });
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    if (place === 'path' || (!required && !kinds[name])) continue;
    const value = String(sample(schema ?? {}, name));
    if (place === 'query') query.set(name, value);
    else if (place === 'header') headers[name] = value;
  }
  const content = operation.requestBody?.content;
  const json = content?.['application/json'];
  if (content && !json) throw new Error(`give \`${method} ${path}\` a recipe: its body is no JSON`);
  return {
    method: method.toUpperCase(),
    path: query.size > 0 ? `${filled}?${query}` : filled,
    headers,
    ...(json && { body: sample(json.schema, collectionIn(path)) as object }),
  };

  function sample(given: Schema, name: string): unknown {
    const schema = resolved(given);
    const [option] = schema.anyOf ?? schema.oneOf ?? [];
    if (option) return sample(option, name);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
    if (type === 'object' || schema.properties || schema.allOf) {
      const properties = propertiesOf(schema);
      return Object.fromEntries(
        Object.entries(properties.all)
          .filter(([key]) => properties.required.has(key) || key === 'id' || kinds[key])
          .map(([key, value]) => [key, sample(value, key === 'id' ? name : key)]),
      );
    }
    if (type === 'array') return [sample(schema.items ?? {}, name)];
    if (type === 'number' || type === 'integer') return schema.minimum ?? 1;
    if (type === 'boolean') return false;
    const kind = kinds[name];
    if (kind) return target[kind];
    if (schema.format === 'date-time') return '2026-01-01T10:00:00.000Z';
    if (schema.format === 'date') return '2026-01-01';
    if (schema.format === 'email') return target.email;
    return PUBLIC_TEXT.padEnd(schema.minLength ?? 0, '.');
  }

  function propertiesOf(schema: Schema): { all: Record<string, Schema>; required: Set<string> } {
    const parts = [schema, ...(schema.allOf ?? [])].map(resolved);
    return {
      all: Object.assign({}, ...parts.map(({ properties }) => properties)) as Record<string, Schema>,
      required: new Set(parts.flatMap(({ required }) => required ?? [])),
    };
  }

  function resolved(schema: Schema): Schema {
    const name = schema.$ref?.split('/').at(-1);
    return name ? resolved(description.components?.schemas?.[name] ?? {}) : schema;
  }
}

function collectionIn(path: string): string {
  return path.split('/').findLast((part) => part in kinds) ?? '';
}
