/** Notes as they are meant. Loaded when first read: nobody needs it to start. */
import type { ComponentProps } from 'react';
import Markdown from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import './markdown.css';

/** No picture is fetched from anywhere, and what looks like HTML stays text. */
const schema = { ...defaultSchema, tagNames: defaultSchema.tagNames?.filter((name) => name !== 'img') ?? [] };

const components: ComponentProps<typeof Markdown>['components'] = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
  // The screen has headings of its own above these.
  h1: 'h3',
  h2: 'h4',
  h3: 'h5',
  h4: 'h6',
  h5: 'h6',
};

export default function RenderedNotes({ text }: { text: string }) {
  return (
    <div className="rendered-notes">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, schema]]}
        components={components}
      >
        {text}
      </Markdown>
    </div>
  );
}
