/** Notes as they are meant: Markdown, with nothing in it that could do harm. Loaded when there are notes. */
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';

/** The page has its own headings above these; pictures would have to be fetched from elsewhere. */
const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  ),
};

export default function NotesText({ text }: { text: string }) {
  return (
    <div className="notes-text">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        components={components}
        disallowedElements={['img', 'input']}
      >
        {text}
      </Markdown>
    </div>
  );
}
