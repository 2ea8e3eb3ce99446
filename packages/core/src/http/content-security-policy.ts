/**
 * What a page of Mirubato may load: itself alone. WebAssembly for pdf.js's image decoders; inline styles for
 * Mantine's computed ones; blob: for thumbnails and workers made from bytes that were fetched with the token.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');
