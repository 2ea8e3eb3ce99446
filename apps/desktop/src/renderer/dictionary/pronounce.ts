/** Says a term with a voice of the system, where there is one for its language. */
import { useEffect, useState } from 'react';

/** Latin is said as in Italy, where church Latin is sung. */
const spokenAs: Readonly<Record<string, string>> = { la: 'it', other: '' };

/** Undefined where no voice of this computer speaks the language. */
export function usePronounce(text: string, language: string): (() => void) | undefined {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>([]);
  useEffect(() => {
    if (!('speechSynthesis' in window)) return;
    const read = () => setVoices(speechSynthesis.getVoices());
    read();
    speechSynthesis.addEventListener('voiceschanged', read);
    return () => {
      speechSynthesis.removeEventListener('voiceschanged', read);
      speechSynthesis.cancel();
    };
  }, []);
  const spoken = spokenAs[language] ?? language;
  // Voices of a server would need a network.
  const voice = voices.find(
    ({ lang, localService }) => localService && spoken !== '' && lang.startsWith(spoken),
  );
  if (!voice) return undefined;
  return () => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  };
}
