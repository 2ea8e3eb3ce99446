/** Below `/api/v1/admin`: a person's own terms are written, deleted and verified. What comes with the program is not. */
import { type OwnTerm, termTypes } from '@mirubato/domain/dictionary';
import { fail, ok, type Result, unwrap } from '@mirubato/domain/problem';
import {
  bulkSchema,
  definitionToFields,
  entryUpdateSchema,
  metadataToFields,
} from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { envelope } from './envelope.ts';
import type { OriginalTerms } from './original-terms.ts';

const termSchema = z.object({ term: z.string().trim().min(1).max(100) });

export function adminRoutes({ context, dictionary, generatedTerms }: Features, originals: OriginalTerms) {
  const { own } = dictionary;
  return new Hono()
    .put('/terms/:term', valid('param', termSchema), valid('json', entryUpdateSchema), async (c) => {
      const { term } = c.req.valid('param');
      const updates = c.req.valid('json');
      const fields = await fieldsOf(updates);
      if ((await originals.exactly(term)) === undefined) {
        if (fields.meaning === undefined)
          return unwrap(fail('invalid-input', 'definition.concise is needed'));
        const created = unwrap(await own.create(context.newId(), inputOf(term, fields)));
        const entry = await originals.ownRow(unwrap(await own.write(created.id, fields)));
        return c.json(envelope(context, { message: 'Entry created successfully', entry }), 201);
      }
      const present = unwrap(await ownNamed(term));
      const changed = unwrap(await edit(present, fields));
      return c.json(
        envelope(context, {
          message: 'Entry updated successfully',
          entry: await originals.ownRow(changed),
          changes: { version: changed.version, updated_fields: Object.keys(updates) },
        }),
      );
    })
    .delete('/terms/:id', async (c) => {
      const id = c.req.param('id');
      const { id: ownId, term } = unwrap(await ownById(id));
      unwrap(await own.trash(ownId));
      return c.json(envelope(context, { message: 'Entry deleted successfully', deleted: { id, term } }));
    })
    .post('/bulk', valid('json', bulkSchema), async (c) => {
      const request = c.req.valid('json');
      return c.json(envelope(context, { operation: request.operation, ...(await bulk(request)) }));
    })
    .all('/wikipedia/*', () =>
      unwrap(fail('not-offered', 'Wikipedia is not available offline; nothing here goes over the network.')),
    );

  async function bulk(request: z.infer<typeof bulkSchema>): Promise<Record<string, number>> {
    const { operation, data } = request;
    switch (operation) {
      case 'import': {
        let imported = 0;
        for (const { term, type, definition } of data) {
          const known = termTypes.find((each) => each === type);
          if (!known || (await generatedTerms.isKnown(term))) continue;
          const input = { term, type: known, meaning: definition.concise, detailed: definition.detailed };
          const created = await own.create(context.newId(), inputOf(term, input));
          if (created.ok) imported += 1;
        }
        return { total: data.length, imported, failed: data.length - imported };
      }
      case 'delete': {
        const named = await Promise.all([...data.ids.map(ownById), ...data.terms.map(ownNamed)]);
        const ids = new Set(named.flatMap((found) => (found.ok ? [found.value.id] : [])));
        for (const id of ids) unwrap(await own.trash(id));
        return { deleted: ids.size };
      }
      case 'update_type': {
        const found = (await own.list()).filter(({ type }) => type === data.from_type);
        for (const each of found) unwrap(await edit(each, { type: data.to_type }));
        return { updated: found.length };
      }
      case 'verify': {
        const named = await Promise.all(data.ids.map(ownById));
        const found = named.flatMap((each) => (each.ok && !each.value.isVerified ? [each.value] : []));
        for (const { id, version } of found)
          unwrap(await own.write(id, { isVerified: true, version: version + 1 }));
        return { verified: found.length };
      }
    }
  }

  /** As a person's own edit, which it is. */
  function edit(present: OwnTerm, fields: Readonly<Record<string, unknown>>): Promise<Result<OwnTerm>> {
    return own.write(present.id, { ...fields, origin: 'own', version: present.version + 1 });
  }

  async function fieldsOf({ definition, metadata, quality_score }: z.infer<typeof entryUpdateSchema>) {
    const lookUp = await dictionary.lookUp();
    const idsOf = (names: readonly string[]) => names.flatMap((name) => lookUp.exactly(name)[0]?.id ?? []);
    const { human_verified } = quality_score ?? {};
    return {
      ...definitionToFields(definition),
      ...metadataToFields(metadata, idsOf),
      ...(human_verified === undefined ? {} : { isVerified: human_verified }),
    };
  }

  async function ownById(id: string): Promise<Result<OwnTerm>> {
    const found = await originals.byId(id, 'en');
    if (!found) return fail('not-found', 'Entry not found');
    const personal = await originals.own(found.term);
    return personal ? ok(personal) : comesWithProgram(found.term.term);
  }

  async function ownNamed(name: string): Promise<Result<OwnTerm>> {
    const found = await originals.exactly(name);
    if (!found) return fail('not-found', 'Entry not found');
    const personal = await originals.own(found);
    return personal ? ok(personal) : comesWithProgram(found.term);
  }
}

function comesWithProgram(term: string): Result<never> {
  return fail('forbidden', `“${term}” comes with the program and cannot be changed; add a note to it.`);
}

function inputOf(term: string, fields: Partial<Pick<OwnTerm, 'meaning' | 'detailed' | 'type'>>) {
  const { meaning = '', detailed = '', type = 'general' } = fields;
  return { term, meaning, detailed, type, sourceLanguage: 'other' as const, notes: '' };
}
