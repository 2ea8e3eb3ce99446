/** Notices of the system, by the web's own interface; in Electron it is the same one. */
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Asked only when something that needs it is turned on. Answers whether notices of the system will be shown. */
export async function askForNotices(): Promise<boolean> {
  if (!('Notification' in window)) return false;
  return (await Notification.requestPermission()) === 'granted';
}

export function canNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

/** Where the system shows none, the window does. @param tag a later one of the same replaces it */
export function showNotice(tag: string, title: string, body: string): void {
  if (!canNotify()) {
    // One of the same name that is still shown would keep its text.
    notifications.hide(tag);
    notifications.show({
      id: tag,
      message: `${title}. ${body}`,
      autoClose: 15_000,
      closeButtonProps: { 'aria-label': i18next.t('app:close') },
    });
    return;
  }
  const notice = new Notification(title, { body, tag, silent: true });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}
